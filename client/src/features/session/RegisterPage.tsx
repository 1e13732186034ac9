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
import { register } from './sessionStore';

const shown = ['display_name', 'email', 'password'];

export function RegisterPage() {
  useTitle(texts.session.createAccount);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { onSubmit, isBusy, error, fieldError } = useSubmit(async (form) => {
    const email = text(form, 'email').trim();
    await register({ email, password: text(form, 'password'), display_name: text(form, 'display_name').trim() });
    setSentTo(email);
  });

  if (sentTo !== null) {
    return (
      <AuthLayout title={texts.session.checkMailTitle} footer={<TextLink to="/login">{texts.session.signIn}</TextLink>}>
        <p role="status" className="[overflow-wrap:anywhere]">
          {texts.session.checkMail(sentTo)}
        </p>
      </AuthLayout>
    );
  }

  const besideField = error?.details.some((detail) => shown.includes(detail.field)) === true;
  return (
    <AuthLayout
      title={texts.session.registerTitle}
      footer={
        <>
          {texts.session.haveAccount} <TextLink to="/login">{texts.session.signIn}</TextLink>
        </>
      }
    >
      {error !== null && !besideField && <Notice tone="error">{error.code === 'CONFLICT' ? texts.session.taken : errorText(error)}</Notice>}
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        <TextField label={texts.session.displayName} name="display_name" autoComplete="name" required autoFocus error={fieldError('display_name')} />
        <TextField label={texts.session.email} name="email" type="email" autoComplete="email" required error={fieldError('email')} />
        <TextField
          label={texts.session.password}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          hint={texts.session.passwordHint}
          error={fieldError('password')}
        />
        <Button type="submit" isBusy={isBusy}>
          {texts.session.register}
        </Button>
      </form>
    </AuthLayout>
  );
}
