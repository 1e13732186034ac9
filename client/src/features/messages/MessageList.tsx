import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Spinner } from '@/ui/Spinner';
import { texts } from '@/texts';
import { useConversation } from './conversation';
import { backToLatest, loadNewerMessages, loadOlderMessages, openAround } from './history';
import { selectChannel, useMessages } from './messagesStore';
import { allRead, selectReading, useReadings } from './readingStore';
import { countNew, type Row, toRows } from './rows';
import { UnreadBar } from './UnreadBar';
import { useAnnouncement } from './useAnnouncement';
import { useReading } from './useReading';
import { linkTo, type Target, VirtualRows } from './VirtualRows';

/** Give it the channel as its key: where one has scrolled to belongs to one channel. */
export function MessageList({ messageId, onLatest }: { messageId: string | null; onLatest: () => void }) {
  const { channel, title, user, markRead } = useConversation();
  const { timeline, isLoadingOlder } = useMessages(selectChannel(channel.id));
  const { from, count } = useReadings(selectReading(channel.id));
  const { stretch, pending, visit } = timeline;
  const { messages, older } = stretch ?? timeline;
  const [isAtEnd, setAtEnd] = useState(false);
  const [isJumping, setJumping] = useState(false);
  // Where there is nothing to be seen, one has seen it.
  const isTailInView = (isAtEnd || timeline.messages.length === 0) && stretch === null;

  // Where the last one that was read is not held, neither is the first that is new.
  const isStartHeld = from !== null && (older === null || (messages[0]?.seq ?? Infinity) <= from);
  // More than a page: the end is shown, and what is above is unread until one goes there or says otherwise.
  const [hasFarStart, setFarStart] = useState(count > 0 && from !== null && !isStartHeld);
  const lastSeen = useReading(isTailInView && !hasFarStart);
  const readUpTo = isStartHeld ? from : null;
  const roots = useMemo(() => pending.filter((one) => one.thread_id === null), [pending]);
  const isApart = stretch !== null;
  const rows = useMemo(
    () => toRows({ messages, pending: isApart ? [] : roots }, { id: user.id, name: user.display_name, readUpTo }),
    [messages, roots, isApart, user.id, user.display_name, readUpTo],
  );
  const announcement = useAnnouncement(timeline.messages, user.id);
  const loadMore = useCallback(() => void loadOlderMessages(channel.id, lastSeen), [channel.id, lastSeen]);
  const loadNewer = useCallback(() => void loadNewerMessages(channel.id), [channel.id]);
  const firstNew = rows.find((row) => row.startsNew);
  const [opensAt, setOpensAt] = useState(count > 0 ? placeOf(firstNew, visit) : null);
  const link = useMemo(() => linkTo(messageId), [messageId]);
  if (isJumping && firstNew !== undefined) {
    setJumping(false);
    setOpensAt(placeOf(firstNew, visit));
  }

  const jumpToNew = async () => {
    try {
      if (firstNew === undefined && from !== null) await openAround(channel.id, from + 1);
      setJumping(true);
      setFarStart(false);
    } catch {
      // Everything is as it was, and the bar is still there.
    }
  };
  const jumpToLatest = () => {
    backToLatest(channel.id);
    onLatest();
  };
  const ownLatest = roots.at(-1)?.client_message_id;
  const previousOwn = useRef(ownLatest);
  useEffect(() => {
    if (previousOwn.current === ownLatest) return;
    previousOwn.current = ownLatest;
    // What one writes stands with the newest.
    if (ownLatest !== undefined && isApart) jumpToLatest();
  });
  const readAll = () => {
    setFarStart(false);
    markRead(timeline.messages.at(-1)?.seq ?? 0);
    allRead(channel.id);
  };

  return (
    <div
      className="relative flex min-h-0 flex-1 flex-col"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && count > 0) readAll();
      }}
    >
      {count > 0 && <UnreadBar count={count} since={firstNew?.createdAt ?? null} onJump={() => void jumpToNew()} onMarkRead={readAll} />}
      {rows.length === 0 ? (
        <div role="log" aria-label={texts.messages.list(title)} className="flex min-h-0 flex-1 flex-col">
          <EmptyState level={2} title={texts.messages.emptyTitle(title)} text={texts.messages.emptyText} />
        </div>
      ) : (
        <VirtualRows
          // No place of the one list is a place of the other.
          key={visit}
          rows={rows}
          label={texts.messages.list(title)}
          above={older === null ? <Beginning title={title} /> : <Older isLoading={isLoadingOlder} onLoad={loadMore} />}
          target={link ?? (opensAt?.visit === visit ? opensAt : null)}
          ownLatest={ownLatest}
          onNearTop={loadMore}
          onNearEnd={loadNewer}
          hasMoreAfter={isApart}
          onJumpToLatest={jumpToLatest}
          onTail={setAtEnd}
          unseen={countNew(timeline.messages, lastSeen, user.id)}
        />
      )}
      <p className="sr-only" aria-live="polite">
        {announcement}
      </p>
    </div>
  );
}

/** Where one begins on this visit, and on no other. */
function placeOf(row: Row | undefined, visit: number): (Target & { visit: number }) | null {
  const id = row?.message?.id;
  return id === undefined ? null : { id, isLink: false, visit };
}

const Beginning = ({ title }: { title: string }) => <p className="px-3 text-muted sm:px-5">{texts.messages.beginning(title)}</p>;

function Older({ isLoading, onLoad }: { isLoading: boolean; onLoad: () => void }) {
  return isLoading ? (
    <Spinner label={texts.messages.loadingOlder} />
  ) : (
    <Button look="link" className="mx-auto" onClick={onLoad}>
      {texts.messages.loadOlder}
    </Button>
  );
}
