import { useEffect } from 'react';
import { Link } from 'react-router';
import type { Channel, Id, Note } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { formatMoment } from '@/ui/dates';
import { EmptyState } from '@/ui/EmptyState';
import { PageEnd } from '@/ui/PageEnd';
import { texts } from '@/texts';
import { addressOf, sentence } from './telling';
import { loadNotes, readNote, useNotes } from './notesStore';

interface Props {
  channels: Record<Id, Channel>;
  workspaceId: Id;
}

/** Of all workspaces together: whoever is wanted is wanted, wherever they look. */
export function NotesList({ channels, workspaceId }: Props) {
  const { notes, cursor, failure } = useNotes();
  const isBegun = cursor !== undefined;
  useEffect(() => {
    if (!isBegun) void loadNotes();
  }, [isBegun]);

  if (isBegun && notes.length === 0) return <EmptyState level={2} title={texts.notifications.none} text={texts.notifications.noneText} />;
  return (
    <>
      <ul aria-label={texts.notifications.heading} className="flex flex-col gap-0.5">
        {notes.map((note) => (
          <li key={note.id}>
            <Entry note={note} channel={channels[note.channel_id]} workspaceId={workspaceId} />
          </li>
        ))}
      </ul>
      <PageEnd
        items={isBegun || notes.length > 0 ? notes : null}
        failure={failure}
        hasMore={typeof cursor === 'string'}
        empty={texts.notifications.none}
        more={() => void loadNotes()}
      />
    </>
  );
}

function Entry({ note, channel, workspaceId }: { note: Note; channel: Channel | undefined; workspaceId: Id }) {
  return (
    <Link
      to={addressOf(note, channel?.workspace_id ?? workspaceId)}
      className={`flex items-start gap-3 rounded-md px-3 py-2 hover:bg-hover ${note.read ? '' : 'bg-selected'}`}
      onClick={() => void readNote(note.id)}
    >
      <Avatar id={note.actor.id} name={note.actor.display_name} url={note.actor.avatar_url} />
      <span className="min-w-0 flex-1">
        <span className={`block [overflow-wrap:anywhere] ${note.read ? '' : 'font-semibold'}`}>
          {sentence(note, channel)}
          {!note.read && <span className="sr-only"> ({texts.notifications.isNew})</span>}
        </span>
        {note.message !== null && note.message.content !== '' && (
          <span className="line-clamp-2 text-muted [overflow-wrap:anywhere]" dir="auto">
            {note.message.content}
          </span>
        )}
        <time dateTime={note.created_at} className="text-sm text-muted">
          {formatMoment(note.created_at)}
        </time>
      </span>
    </Link>
  );
}
