import { useEffect, useRef, useState } from 'react';
import type { Id, Message } from '@/api/types';
import { texts } from '@/texts';

const batch = 1_000;

/** For screen readers: what others wrote since the list was there, a second's worth at a time. */
export function useAnnouncement(messages: readonly Message[], userId: Id): string {
  const [announcement, setAnnouncement] = useState('');
  const announced = useRef<number | null>(null);

  useEffect(() => {
    const newest = messages.at(-1)?.seq ?? 0;
    if (announced.current === null) {
      announced.current = newest;
      return;
    }
    const since = announced.current;
    const fresh = messages.filter((message) => message.seq > since && message.user_id !== userId);
    const last = fresh.at(-1);
    if (last === undefined) return;
    const timer = setTimeout(() => {
      announced.current = newest;
      setAnnouncement(texts.messages.announce(fresh.length, last.sender.display_name));
    }, batch);
    return () => clearTimeout(timer);
  }, [messages, userId]);

  return announcement;
}
