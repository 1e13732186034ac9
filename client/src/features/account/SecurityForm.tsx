import { useEffect, useState } from 'react';
import type { Session } from '@/api/types';
import { Button } from '@/ui/Button';
import { formatMoment } from '@/ui/dates';
import { errorText } from '@/ui/errorText';
import { Notice } from '@/ui/Notice';
import { Spinner } from '@/ui/Spinner';
import { TextField } from '@/ui/TextField';
import { text, useSubmit } from '@/ui/useSubmit';
import { texts } from '@/texts';
import { changePassword, deviceName, endSession, sessions } from './account';

export function SecurityForm() {
  const [changes, setChanges] = useState(0);
  return (
    <div className="flex flex-col gap-8">
      <PasswordForm key={`p${changes}`} isChanged={changes > 0} onChanged={() => setChanges(changes + 1)} />
      <Sessions key={`s${changes}`} />
    </div>
  );
}

function PasswordForm({ isChanged, onChanged }: { isChanged: boolean; onChanged: () => void }) {
  const { onSubmit, isBusy, error, fieldError } = useSubmit(async (form) => {
    await changePassword(text(form, 'current_password'), text(form, 'new_password'));
    onChanged();
  });
  const isBeside = fieldError('new_password') !== undefined || fieldError('current_password') !== undefined;
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      {isChanged && error === null && <Notice tone="info">{texts.account.passwordChanged}</Notice>}
      {error !== null && !isBeside && (
        <Notice tone="error">{error.code === 'INVALID_CREDENTIALS' ? texts.account.wrongPassword : errorText(error)}</Notice>
      )}
      <TextField
        label={texts.account.currentPassword}
        name="current_password"
        type="password"
        autoComplete="current-password"
        required
        error={fieldError('current_password')}
      />
      <TextField
        label={texts.account.newPassword}
        name="new_password"
        type="password"
        autoComplete="new-password"
        required
        hint={texts.session.passwordHint}
        error={fieldError('new_password')}
      />
      <Button type="submit" className="self-end" isBusy={isBusy}>
        {texts.account.changePassword}
      </Button>
    </form>
  );
}

function Sessions() {
  const [list, setList] = useState<Session[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    sessions().then(setList, (error: unknown) => setFailure(errorText(error)));
  }, []);

  const end = async ({ id }: Session) => {
    try {
      await endSession(id);
      setList((before) => before?.filter((one) => one.id !== id) ?? null);
    } catch (error) {
      setFailure(errorText(error));
    }
  };

  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-semibold">{texts.account.sessions}</h2>
      {failure !== null && <Notice tone="error">{failure}</Notice>}
      {list === null && failure === null && <Spinner label={texts.app.loading} />}
      <ul aria-label={texts.account.sessions} className="flex flex-col divide-y divide-line rounded-lg border border-line empty:hidden">
        {(list ?? []).map((session) => (
          <Device key={session.id} session={session} onEnd={() => void end(session)} />
        ))}
      </ul>
    </section>
  );
}

function Device({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const name = deviceName(session) ?? texts.account.unknownDevice;
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          {name}
          {session.current && <span className="font-normal text-muted"> · {texts.account.thisDevice}</span>}
        </p>
        <p className="truncate text-sm text-muted">
          {texts.account.lastUsed(formatMoment(session.last_used_at))}
          {session.address !== null && ` · ${session.address}`}
        </p>
      </div>
      {!session.current && (
        <Button look="secondary" aria-label={texts.account.endSessionOf(name)} onClick={onEnd}>
          {texts.account.endSession}
        </Button>
      )}
    </li>
  );
}
