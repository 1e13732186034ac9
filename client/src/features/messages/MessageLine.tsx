import { type KeyboardEvent, lazy, memo, Suspense, useState } from 'react';
import { Avatar } from '@/ui/Avatar';
import { openPerson } from '@/ui/personCard';
import { texts } from '@/texts';
import { Attachments } from './Attachments';
import { useConversation } from './conversation';
import { formatFull, formatTime } from './dates';
import { canEdit, useActions } from './messageActions';
import { MessageBody } from './MessageBody';
import { shortcut } from './messageKeys';
import { PendingState } from './PendingState';
import { Reactions } from './Reactions';
import { type Row, sameRow } from './rows';
import { ThreadSummary } from './ThreadSummary';

// Nobody needs them to read.
const MessageToolbar = lazy(() => import('./MessageToolbar'));
const EditBox = lazy(() => import('./EditBox'));

interface Props {
  row: Row;
  isHighlighted?: boolean;
  isInThread?: boolean;
}

/** Read out as author, text, then time, which is also the order in the document; where they stand is the grid's matter. */
export const MessageLine = memo(
  function MessageLine({ row, isHighlighted = false, isInThread = false }: Props) {
    const conversation = useConversation();
    const [isOver, setOver] = useState(false);
    const [hasFocus, setFocus] = useState(false);
    const [panel, setPanel] = useState<'picker' | 'menu' | null>(null);
    const { message, pending } = row;
    const isEditing = useActions(({ editing }) => editing !== null && editing === message?.id);
    const isLive = message !== null && message.deleted_at === null;
    const tone = pending !== null && pending.failure === null ? 'opacity-60' : '';
    const isPinned = message !== null && message.pinned !== null;

    const showAuthor = () => openPerson(row.authorId);
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isLive || event.target !== event.currentTarget) return;
      const action = shortcut(event, { message, conversation, isInThread });
      if (action === null) return;
      event.preventDefault();
      if (action === 'react') setPanel('picker');
      else action();
    };

    return (
      <article
        data-key={row.key}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onPointerEnter={() => setOver(true)}
        // Where a dialog has closed under the pointer React sees none enter.
        onPointerMove={() => setOver(true)}
        onPointerLeave={() => setOver(false)}
        onFocus={() => setFocus(true)}
        onBlur={(event) => setFocus(event.currentTarget.contains(event.relatedTarget))}
        className={`group relative grid grid-cols-[2.25rem_auto_1fr] gap-x-3 px-3 py-0.5 -outline-offset-2 sm:px-5 ${row.startsGroup ? 'pt-2.5' : ''} ${isHighlighted || isPinned ? 'bg-notice' : 'hover:bg-side'} ${isHighlighted ? 'shadow-[inset_4px_0_0_var(--accent)]' : ''}`}
      >
        {row.startsGroup && (
          <span className="col-start-1 row-span-2 cursor-pointer pt-0.5" onClick={showAuthor}>
            <Avatar id={row.authorId} name={row.author} url={row.avatarUrl} />
          </span>
        )}
        {row.startsGroup ? (
          // By keyboard it is in the menu of the message: a stop more with every line would be in the way.
          <button type="button" tabIndex={-1} dir="auto" className="col-start-2 row-start-1 truncate text-left font-semibold hover:underline" onClick={showAuthor}>
            {row.author}
          </button>
        ) : (
          <span className="sr-only" dir="auto">
            {row.author}
          </span>
        )}
        <div className={`col-span-2 col-start-2 min-w-0 ${tone}`}>
          {isEditing && message !== null ? (
            <Suspense fallback={<MessageBody row={row} />}>
              <EditBox message={message} />
            </Suspense>
          ) : (
            <MessageBody row={row} />
          )}
        </div>
        <time
          dateTime={row.createdAt}
          title={formatFull(row.createdAt)}
          className={
            row.startsGroup
              ? 'col-start-3 row-start-1 self-center text-xs text-muted'
              : 'col-start-1 row-start-1 pt-1 text-right text-[0.6875rem] text-muted opacity-0 group-hover:opacity-100 group-focus:opacity-100'
          }
        >
          {formatTime(row.createdAt)}
        </time>
        <div className="col-span-2 col-start-2 min-w-0">
          {isPinned && <p className="text-xs text-on-notice">{texts.messages.pinned}</p>}
          {isLive && message.files.length > 0 && <Attachments files={message.files} />}
          {isLive && message.reactions.length > 0 && <Reactions message={message} />}
          {message !== null && message.reply_count > 0 && !isInThread && <ThreadSummary message={message} />}
          {pending !== null && <PendingState pending={pending} channelId={conversation.channel.id} />}
        </div>
        {isLive && !isEditing && (isOver || hasFocus || panel !== null) && (
          <Suspense>
            <MessageToolbar
              message={message}
              isInThread={isInThread}
              isEditable={canEdit(message, conversation.user.id)}
              panel={panel}
              onPanel={setPanel}
            />
          </Suspense>
        )}
      </article>
    );
  },
  // Rows are made anew with every change of the timeline; only a different value is a different row.
  (before, after) => sameRow(before.row, after.row) && before.isHighlighted === after.isHighlighted && before.isInThread === after.isInThread,
);
