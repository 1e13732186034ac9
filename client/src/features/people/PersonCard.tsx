import { useEffect, useState } from 'react';
import type { Id, User } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { Button } from '@/ui/Button';
import { timeIn } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { errorText } from '@/ui/errorText';
import { Notice } from '@/ui/Notice';
import { PresenceDot } from '@/ui/PresenceDot';
import { Spinner } from '@/ui/Spinner';
import { useSubmit } from '@/ui/useSubmit';
import { texts } from '@/texts';
import { usePresence } from './presenceStore';
import { findPerson } from './profile';

interface Props {
  userId: Id;
  isOwn: boolean;
  onMessage: () => Promise<void>;
  onEdit: () => void;
  onClose: () => void;
}

export function PersonCard({ userId, isOwn, onMessage, onEdit, onClose }: Props) {
  const [person, setPerson] = useState<User | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    findPerson(userId).then(setPerson, (error: unknown) => setFailure(errorText(error)));
  }, [userId]);

  if (failure !== null) {
    return (
      <Dialog title={texts.people.profileFailed} onClose={onClose}>
        <Notice tone="error">{failure}</Notice>
      </Dialog>
    );
  }
  return (
    <Dialog title={person?.display_name ?? texts.app.loading} onClose={onClose}>
      {person === null ? <Spinner label={texts.app.loading} /> : <Details person={person} isOwn={isOwn} onMessage={onMessage} onEdit={onEdit} />}
    </Dialog>
  );
}

function Details({ person, isOwn, onMessage, onEdit }: Pick<Props, 'isOwn' | 'onMessage' | 'onEdit'> & { person: User }) {
  const status = usePresence(person.id);
  const { onSubmit, isBusy, error } = useSubmit(onMessage);
  const clock = person.timezone === null ? undefined : timeIn(person.timezone, new Date());
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      {error !== null && <Notice tone="error">{errorText(error)}</Notice>}
      <div className="flex items-center gap-4">
        <Avatar id={person.id} name={person.display_name} url={person.avatar_url} size="size-16" />
        <div className="min-w-0">
          <p className="truncate text-muted">@{person.username}</p>
          <p className="flex items-center gap-2">
            <PresenceDot status={status} />
            <span aria-hidden="true">{texts.people.presence[status]}</span>
          </p>
        </div>
      </div>
      <dl className="flex flex-col gap-3 [overflow-wrap:anywhere]">
        {person.status_message !== null && <Fact term={texts.people.status} value={person.status_message} />}
        {clock !== undefined && <Fact term={texts.people.localTime} value={clock} />}
        {person.bio !== null && <Fact term={texts.people.about} value={person.bio} />}
        {person.email !== null && <Fact term={texts.session.email} value={person.email} />}
      </dl>
      <div className="flex justify-end gap-2">
        {isOwn && (
          <Button look="secondary" onClick={onEdit}>
            {texts.people.editProfile}
          </Button>
        )}
        {!isOwn && (
          <Button type="submit" isBusy={isBusy}>
            {texts.people.message}
          </Button>
        )}
      </div>
    </form>
  );
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt className="text-sm text-muted">{term}</dt>
      <dd className="whitespace-pre-wrap" dir="auto">
        {value}
      </dd>
    </div>
  );
}
