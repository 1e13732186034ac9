import { useEffect, useState } from 'react';
import { useConversation } from './conversation';
import { messagesOf, selectChannel, useMessages } from './messagesStore';
import { allRead, lookAway, selectReading, useReadings } from './readingStore';

/**
 * What is in view of somebody who looks is read: the newest message on the screen and the window in front. Gives the seq up to
 * which one has seen everything.
 */
export function useReading(isTailInView: boolean): number {
  const { channel, markRead, watchTail } = useConversation();
  const { messages, threads, applied } = useMessages(selectChannel(channel.id)).timeline;
  const { isHeld } = useReadings(selectReading(channel.id));
  const isLooking = useIsLooking();
  // Of a channel without messages there is still that one was added to it.
  const newest = messages.at(-1)?.seq ?? applied ?? 0;
  // Replies of a thread that is open beside the list are seen as well.
  const newestReply = Math.max(0, ...[...threads.values()].map(({ replies }) => replies.at(-1)?.seq ?? 0));
  const reads = isTailInView && isLooking && !isHeld;
  const [lastSeen, setLastSeen] = useState(newest);

  useEffect(() => {
    watchTail(reads);
    return () => watchTail(false);
  }, [reads, watchTail]);

  useEffect(() => {
    if (!reads) return;
    markRead(Math.max(newest, newestReply));
    allRead(channel.id);
  }, [reads, newest, newestReply, markRead, channel.id]);

  useEffect(() => {
    if (reads) return () => lookAway(channel.id, messagesOf(channel.id).timeline.messages.at(-1)?.seq ?? 0);
  }, [reads, channel.id]);

  if (reads && lastSeen !== newest) setLastSeen(newest);
  return lastSeen;
}

function useIsLooking(): boolean {
  const [isLooking, setLooking] = useState(isInFront);
  useEffect(() => {
    const look = () => setLooking(isInFront());
    window.addEventListener('focus', look);
    window.addEventListener('blur', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return isLooking;
}

const isInFront = (): boolean => document.visibilityState === 'visible' && document.hasFocus();
