import type { Id, Message } from '@/api/types';
import { addMessage, bringUpToDate } from './held';
import type { Timeline } from './timeline';

/** Whether the events since then are all still known; else what was asked for then has to be asked for again. */
export function isKnownSince({ recent, applied }: Timeline, since: number): boolean {
  return (applied ?? since) - since <= recent.filter(({ seq }) => seq > since).length;
}

/** A thread as it was when everything up to `since` was applied, which `isKnownSince`. */
export function loadThread(timeline: Timeline, root: Message, replies: readonly Message[], since: number): Timeline {
  const brought = bringUpToDate(timeline, [root, ...replies], since);
  const [present = root, ...known] = brought.messages;
  const meanwhile = timeline.recent.filter(({ seq, type }) => seq > since && type === 'message:received').map(({ payload }) => payload as Message);
  const missed = bringUpToDate(timeline, meanwhile.filter(({ thread_id }) => thread_id === root.id), since).messages;
  const all = [...missed, ...known].reduce(addMessage, { messages: [] as readonly Message[] }).messages;
  return { ...brought.timeline, threads: new Map(timeline.threads).set(root.id, { root: present, replies: all }) };
}

export function closeThread(timeline: Timeline, rootId: Id): Timeline {
  const threads = new Map(timeline.threads);
  return threads.delete(rootId) ? { ...timeline, threads } : timeline;
}

/** The pins as they were when everything up to `since` was applied, which `isKnownSince`. */
export function loadPins(timeline: Timeline, pins: readonly Message[], since: number): Timeline {
  const brought = bringUpToDate(timeline, pins, since);
  const held = new Map(brought.messages.map((message) => [message.id, message]));
  for (const { seq, type, payload } of timeline.recent)
    if (seq > since && type === 'message:pinned') held.set((payload as Message).id, payload as Message);
  const present = [...held.values()].filter(({ pinned }) => pinned !== null);
  return { ...brought.timeline, pins: present.sort((a, b) => (b.pinned?.at ?? '').localeCompare(a.pinned?.at ?? '')) };
}

export function forgetPins(timeline: Timeline): Timeline {
  return { ...timeline, pins: null };
}
