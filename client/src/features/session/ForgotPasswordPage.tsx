import { useState } from 'react';
import { Button } from '@/ui/Button';
import { errorText } from '@/ui/errorText';
import { Notice } from '@/ui/Notice';
import { TextField } from '@/ui/TextField';
import { TextLink } from '@/ui/TextLink';
import { texts } from '@/texts';
import { text, useSubmit } from '@/ui/useSubmit';
import { useTitle } from '@/ui/useTitle';
import { AuthLayout } from './AuthLayout';
import { forgotPassword } from './sessionStore';

export function ForgotPasswordPage() {
  useTitle(texts.session.forgotTitle);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { onSubmit, isBusy, error } = useSubmit(async (form) => {
    const email = text(form, 'email').trim();
    await forgotPassword(email);
    setSentTo(email);
  });

  return (
    <AuthLayout title={sentTo === null ? texts.session.forgotTitle : texts.session.checkMailTitle} footer={<TextLink to="/login">{texts.session.signIn}</TextLink>}>
      {error !== null && <Notice tone="error">{errorText(error)}</Notice>}
      {sentTo === null ? (
        <form onSubmit={onSubmit} className="flex flex-col gap-4">
          <TextField label={texts.session.email} name="email" type="email" autoComplete="username" required autoFocus hint={texts.session.forgotHint} />
          <Button type="submit" isBusy={isBusy}>
            {texts.session.forgotSend}
          </Button>
        </form>
      ) : (
        <p role="status" className="[overflow-wrap:anywhere]">
          {texts.session.forgotSent(sentTo)}
        </p>
      )}
    </AuthLayout>
  );
}
