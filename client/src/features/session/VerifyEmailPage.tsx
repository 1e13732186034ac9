import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { asApiError } from '@/api/errors';
import { errorText } from '@/ui/errorText';
import { Spinner } from '@/ui/Spinner';
import { ButtonLink } from '@/ui/TextLink';
import { texts } from '@/ui/texts';
import { useTitle } from '@/ui/useTitle';
import { AuthLayout } from './AuthLayout';
import { verifyEmail } from './sessionStore';

type Outcome = 'verified' | { failure: string };

export function VerifyEmailPage() {
  const token = useSearchParams()[0].get('token') ?? '';
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useTitle(texts.session.signIn);

  useEffect(() => {
    verifyEmail(token).then(
      () => setOutcome('verified'),
      (error: unknown) => setOutcome({ failure: asApiError(error).code === 'INVALID_REQUEST' ? texts.session.verifyFailed : errorText(error) }),
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
    <AuthLayout title={outcome === 'verified' ? texts.session.verifiedTitle : texts.session.verifyFailedTitle}>
      <p role="status">{outcome === 'verified' ? texts.session.verified : outcome.failure}</p>
      <ButtonLink to="/login">{texts.session.signIn}</ButtonLink>
    </AuthLayout>
  );
}
