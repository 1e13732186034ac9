import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { Button } from '@/ui/Button';
import { errorText } from '@/ui/errorText';
import { Notice } from '@/ui/Notice';
import { TextField } from '@/ui/TextField';
import { ButtonLink, TextLink } from '@/ui/TextLink';
import { texts } from '@/texts';
import { text, useSubmit } from '@/ui/useSubmit';
import { useTitle } from '@/ui/useTitle';
import { AuthLayout } from './AuthLayout';
import { resetPassword } from './sessionStore';

/** Where the link of a mail about a forgotten password leads. */
export function ResetPasswordPage() {
  useTitle(texts.session.resetTitle);
  const token = useSearchParams()[0].get('token') ?? '';
  const [isDone, setDone] = useState(false);
  const { onSubmit, isBusy, error, fieldError } = useSubmit(async (form) => {
    await resetPassword(token, text(form, 'password'));
    setDone(true);
  });

  if (isDone) {
    return (
      <AuthLayout title={texts.session.resetDoneTitle}>
        <p role="status">{texts.session.resetDone}</p>
        <ButtonLink to="/login">{texts.session.signIn}</ButtonLink>
      </AuthLayout>
    );
  }

  const isLinkBad = fieldError('token') !== undefined;
  const besideField = fieldError('password') !== undefined;
  return (
    <AuthLayout title={texts.session.resetTitle} footer={<TextLink to="/forgot-password">{texts.session.resetNewLink}</TextLink>}>
      {error !== null && !besideField && <Notice tone="error">{isLinkBad ? texts.session.resetFailed : errorText(error)}</Notice>}
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        <TextField
          label={texts.session.newPassword}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          autoFocus
          hint={texts.session.passwordHint}
          error={fieldError('password')}
        />
        <Button type="submit" isBusy={isBusy}>
          {texts.session.reset}
        </Button>
      </form>
    </AuthLayout>
  );
}
