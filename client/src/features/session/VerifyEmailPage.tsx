import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { asApiError } from '@/api/errors';
import { errorText } from '@/ui/errorText';
import { Spinner } from '@/ui/Spinner';
import { ButtonLink } from '@/ui/TextLink';
import { texts } from '@/texts';
import { useTitle } from '@/ui/useTitle';
import { AuthLayout } from './AuthLayout';
import { verifyEmail } from './sessionStore';

interface Outcome {
  title: string;
  text: string;
}

const verified: Outcome = { title: texts.session.verifiedTitle, text: texts.session.verified };

export function VerifyEmailPage() {
  const token = useSearchParams()[0].get('token') ?? '';
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useTitle(texts.session.signIn);

  useEffect(() => {
    verifyEmail(token).then(
      () => setOutcome(verified),
      (error: unknown) => setOutcome(failure(error)),
    );
  }, [token]);

  if (outcome === null) {
    return (
      <AuthLayout title={texts.session.verifying}>
        <Spinner label={texts.app.loading} />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title={outcome.title}>
      <p role="status">{outcome.text}</p>
      <ButtonLink to="/login">{texts.session.signIn}</ButtonLink>
    </AuthLayout>
  );
}

function failure(error: unknown): Outcome {
  return asApiError(error).code === 'INVALID_REQUEST'
    ? { title: texts.session.verifyFailedTitle, text: texts.session.verifyFailed }
    : { title: texts.session.verifyBrokenTitle, text: errorText(error) };
}
