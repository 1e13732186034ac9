import { useState } from 'react';
import { asApiError } from '@/api/errors';
import { Button } from '@/ui/Button';
import { errorText } from '@/ui/errorText';
import { Notice } from '@/ui/Notice';
import { texts } from '@/texts';
import { resendVerification } from './sessionStore';

/** For who has the right password and never opened the link, or lost the mail. */
export function ResendVerification({ email }: { email: string }) {
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<string | null>(null);

  const send = async () => {
    setBusy(true);
    setOutcome(
      await resendVerification(email).then(
        () => texts.session.sentAgain(email),
        (error: unknown) => errorText(asApiError(error)),
      ),
    );
    setBusy(false);
  };

  return outcome === null ? (
    <Button look="secondary" onClick={() => void send()} isBusy={isBusy}>
      {texts.session.sendAgain}
    </Button>
  ) : (
    <Notice tone="info">{outcome}</Notice>
  );
}
