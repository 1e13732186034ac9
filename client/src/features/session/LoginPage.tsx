import { useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import type { ApiError } from '@/api/errors';
import { Button } from '@/ui/Button';
import { errorText } from '@/ui/errorText';
import { Notice } from '@/ui/Notice';
import { TextField } from '@/ui/TextField';
import { TextLink } from '@/ui/TextLink';
import { texts } from '@/texts';
import { text, useSubmit } from '@/ui/useSubmit';
import { useTitle } from '@/ui/useTitle';
import { AuthLayout } from './AuthLayout';
import { ResendVerification } from './ResendVerification';
import { signIn, useSession } from './sessionStore';

export function LoginPage() {
  useTitle(texts.session.signIn);
  const { status, endedBy } = useSession();
  const { state } = useLocation() as { state: { from?: string } | null };
  const [email, setEmail] = useState('');
  const { onSubmit, isBusy, error } = useSubmit(async (form) => {
    setEmail(text(form, 'email').trim());
    await signIn(text(form, 'email').trim(), text(form, 'password'));
  });

  if (status === 'signed-in') return <Navigate to={state?.from ?? '/'} replace />;
  return (
    <AuthLayout
      title={texts.session.signInTitle}
      footer={
        <>
          {texts.session.newHere} <TextLink to="/register">{texts.session.createAccount}</TextLink>
        </>
      }
    >
      {error !== null && <Notice tone="error">{reason(error)}</Notice>}
      {error?.code === 'FORBIDDEN' && <ResendVerification key={email} email={email} />}
      {error === null && endedBy === 'server' && <Notice tone="info">{texts.session.ended}</Notice>}
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        <TextField label={texts.session.email} name="email" type="email" autoComplete="username" required autoFocus />
        <div className="flex flex-col gap-1.5">
          <TextField label={texts.session.password} name="password" type="password" autoComplete="current-password" required />
          <TextLink to="/forgot-password">{texts.session.forgot}</TextLink>
        </div>
        <Button type="submit" isBusy={isBusy}>
          {texts.session.signIn}
        </Button>
      </form>
    </AuthLayout>
  );
}

function reason(error: ApiError): string {
  switch (error.code) {
    case 'INVALID_CREDENTIALS':
    case 'UNAUTHORIZED':
      return texts.session.wrongCredentials;
    case 'FORBIDDEN':
      return texts.session.unverified;
    case 'RATE_LIMITED':
      return texts.session.tooManyTries;
    default:
      return errorText(error);
  }
}
