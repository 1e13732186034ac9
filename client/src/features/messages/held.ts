import type { ChannelEvent, Id, Message } from '@/api/types';
import { changeOf, type MessageChange } from './messageChanges';
import { settle } from './pending';
import type { Timeline } from './timeline';

// The same message may be held in several places: among the newest, in a stretch of history, in a thread, among the pins.

export const isHeldIn = (messages: readonly Message[], id: Id): boolean => messages.some((message) => message.id === id);

export function holds({ messages, stretch, threads, pins }: Timeline, id: Id): boolean {
  return isHeldIn(messages, id) || isHeldIn(stretch?.messages ?? [], id) || threads.has(id) || isHeldIn(pins ?? [], id);
}

/** Wherever it is held. What does not hold it stays the same object, so that nobody draws it anew. */
export function applyHeld(timeline: Timeline, change: MessageChange): Timeline {
  const { messages, stretch, threads, pins } = timeline;
  return {
    ...timeline,
    messages: changeIn(messages, change),
    stretch: stretch && { ...stretch, messages: changeIn(stretch.messages, change) },
    threads: new Map(
      [...threads].map(([id, { root, replies }]) => [
        id,
        { root: root.id === change.id ? change.change(root) : root, replies: changeIn(replies, change) },
      ]),
    ),
    pins: pins && changeIn(pins, change),
  };
}

function changeIn(messages: readonly Message[], { id, change }: MessageChange): readonly Message[] {
  const at = messages.findIndex((message) => message.id === id);
  const held = messages[at];
  return held === undefined ? messages : messages.with(at, change(held));
}

/** Into its place by seq, or over what is held of it. */
export function addMessage<T extends { messages: readonly Message[] }>(place: T, message: Message): T {
  const { messages } = place;
  const at = messages.findLastIndex((held) => held.seq <= message.seq);
  const isHeld = messages[at]?.id === message.id;
  return { ...place, messages: isHeld ? messages.with(at, message) : messages.toSpliced(at + 1, 0, message) };
}

export function addPage(timeline: Timeline, page: readonly Message[]): Timeline {
  const [oldest] = timeline.messages;
  // Scrolling up through a long channel, which holds all it has passed: put before them at once, and not one after the other.
  if (oldest !== undefined && page.every(({ seq }) => seq < oldest.seq)) {
    const settled = page.reduce(settle, timeline);
    return { ...settled, messages: [...page.toSorted((a, b) => a.seq - b.seq), ...settled.messages] };
  }
  return page.reduce((result, message) => addMessage(settle(result, message), message), timeline);
}

/**
 * Messages of an answer that was asked for when everything up to `since` was applied: what was applied meanwhile may be
 * missing in them, and they are no longer asked about. Where it is too long ago to know, they are to be asked for again.
 */
export function bringUpToDate(timeline: Timeline, messages: readonly Message[], since: number): { timeline: Timeline; messages: Message[] } {
  const missed = timeline.recent.filter(({ seq }) => seq > since);
  const isTooLate = (timeline.applied ?? since) - since > missed.length;
  const stale = isTooLate ? messages.filter(({ thread_id }) => thread_id === null).map(({ id }) => id) : rootsOf(missed, messages);
  return {
    timeline: stale.length === 0 ? timeline : { ...timeline, stale: new Set([...timeline.stale, ...stale]) },
    messages: messages.map((message) => missed.reduce((result, event) => changeBy(result, event), message)),
  };
}

function changeBy(message: Message, event: ChannelEvent): Message {
  const change = changeOf(event);
  return change?.id === message.id ? change.change(message) : message;
}

/** Which of the messages had a reply in these events. */
function rootsOf(events: readonly ChannelEvent[], messages: readonly Message[]): Id[] {
  const roots = events.filter(({ type }) => type === 'message:received').map(({ payload }) => (payload as Message).thread_id);
  return messages.filter(({ id }) => roots.includes(id)).map(({ id }) => id);
}
