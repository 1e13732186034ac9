import { memo } from 'react';
import type { Id } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { Button } from '@/ui/Button';
import { texts } from '@/texts';
import { formatFull, formatTime } from './dates';
import type { MessageRow } from './rows';
import { discardMessage, retryMessage } from './sending';

/** Read out as author, text, then time, which is also the order in the document; where they stand is the grid's matter. */
export const MessageLine = memo(function MessageLine({ row, channelId }: { row: MessageRow; channelId: Id }) {
  const tone = row.state === 'sending' ? 'opacity-60' : '';
  return (
    <article
      data-key={row.key}
      className={`group grid grid-cols-[2.25rem_auto_1fr] gap-x-3 px-3 py-0.5 hover:bg-side sm:px-5 ${row.startsGroup ? 'pt-2.5' : ''}`}
    >
      {row.startsGroup && (
        <span className="col-start-1 row-span-2 pt-0.5">
          <Avatar id={row.authorId} name={row.author} />
        </span>
      )}
      <span className={row.startsGroup ? 'col-start-2 row-start-1 truncate font-semibold' : 'sr-only'} dir="auto">
        {row.author}
      </span>
      <div className={`col-span-2 col-start-2 min-w-0 ${tone}`}>
        <MessageText row={row} />
      </div>
      <time
        dateTime={row.createdAt}
        title={formatFull(row.createdAt)}
        className={
          row.startsGroup
            ? 'col-start-3 row-start-1 self-center text-xs text-muted'
            : 'col-start-1 row-start-1 pt-1 text-right text-[0.6875rem] text-muted opacity-0 group-hover:opacity-100'
        }
      >
        {formatTime(row.createdAt)}
      </time>
      {row.state === 'sending' && <span className="sr-only">{texts.messages.sending}</span>}
      {row.clientMessageId !== null && row.failure !== null && (
        <Failure channelId={channelId} clientMessageId={row.clientMessageId} reason={row.failure} />
      )}
    </article>
  );
}, sameRow);

function MessageText({ row }: { row: MessageRow }) {
  if (row.isDeleted) return <p className="text-muted italic">{texts.messages.deleted}</p>;
  return (
    <p dir="auto" className={`whitespace-pre-wrap [overflow-wrap:anywhere] [unicode-bidi:plaintext] ${row.state === 'failed' ? 'text-danger' : ''}`}>
      {row.content}
      {row.isEdited && <span className="text-xs text-muted"> ({texts.messages.edited})</span>}
    </p>
  );
}

function Failure({ channelId, clientMessageId, reason }: { channelId: Id; clientMessageId: Id; reason: string }) {
  return (
    <div role="alert" className="col-span-2 col-start-2 flex flex-wrap items-center gap-x-2 text-sm text-danger">
      <span>
        {texts.messages.failed} {reason}
      </span>
      <Button look="link" onClick={() => retryMessage(channelId, clientMessageId)}>
        {texts.messages.retry}
      </Button>
      <Button look="link" onClick={() => discardMessage(channelId, clientMessageId)}>
        {texts.messages.discard}
      </Button>
    </div>
  );
}

/** Rows are made anew with every change of the timeline; only a different value is a different row. */
function sameRow(before: { row: MessageRow; channelId: Id }, after: { row: MessageRow; channelId: Id }): boolean {
  const names = Object.keys(after.row) as (keyof MessageRow)[];
  return before.channelId === after.channelId && names.every((name) => before.row[name] === after.row[name]);
}
