import { useCallback, useMemo } from 'react';
import type { Channel, User } from '@/api/types';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { DownIcon } from '@/ui/icons';
import { Spinner } from '@/ui/Spinner';
import { texts } from '@/texts';
import { DayHeading } from './DayHeading';
import { loadOlderMessages } from './history';
import { MessageLine } from './MessageLine';
import { selectChannel, useMessages } from './messagesStore';
import { toDays } from './rows';
import { useAnnouncement } from './useAnnouncement';
import { useTimelineScroll } from './useTimelineScroll';

/** Give it the channel as its key: where one has scrolled to belongs to one channel. */
export function MessageList({ channel, user }: { channel: Channel; user: User }) {
  const { timeline, isLoadingOlder } = useMessages(selectChannel(channel.id));
  const { messages, pending, older } = timeline;
  const days = useMemo(() => toDays({ messages, pending }, user.display_name), [messages, pending, user.display_name]);
  const announcement = useAnnouncement(messages, user.id);
  const loadMore = useCallback(() => void loadOlderMessages(channel.id), [channel.id]);
  const { ref, isAway, onScroll, jumpToLatest } = useTimelineScroll({
    ownLatest: pending.at(-1)?.client_message_id,
    count: messages.length,
    onNearTop: loadMore,
  });

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={ref}
        onScroll={onScroll}
        role="log"
        aria-live="off"
        aria-label={texts.messages.list(channel.name)}
        tabIndex={0}
        className="relative flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain pb-4 -outline-offset-2 [overflow-anchor:none]"
      >
        {days.length === 0 ? (
          <EmptyState title={texts.messages.emptyTitle(channel.name)} text={texts.messages.emptyText} />
        ) : (
          <div className="mt-auto">
            {older === null && <p className="px-3 pt-6 pb-2 text-muted sm:px-5">{texts.messages.beginning(channel.name)}</p>}
            {older !== null && <Older isLoading={isLoadingOlder} onLoad={loadMore} />}
            {days.map((day) => (
              <section key={day.key}>
                <DayHeading date={day.date} />
                {day.rows.map((row) => (
                  <MessageLine key={row.key} row={row} channelId={channel.id} />
                ))}
              </section>
            ))}
          </div>
        )}
      </div>
      {isAway && (
        <Button onClick={jumpToLatest} className="absolute right-4 bottom-3 shadow-md sm:right-6">
          <DownIcon />
          {texts.messages.jumpToLatest}
        </Button>
      )}
      <p className="sr-only" aria-live="polite">
        {announcement}
      </p>
    </div>
  );
}

function Older({ isLoading, onLoad }: { isLoading: boolean; onLoad: () => void }) {
  return (
    <div className="flex h-16 items-center justify-center">
      {isLoading ? (
        <Spinner label={texts.messages.loadingOlder} />
      ) : (
        <Button look="link" onClick={onLoad}>
          {texts.messages.loadOlder}
        </Button>
      )}
    </div>
  );
}
