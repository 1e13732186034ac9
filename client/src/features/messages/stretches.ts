import type { Message } from '@/api/types';
import { bringUpToDate, isHeldIn } from './held';
import { settle } from './pending';
import type { Stretch, Timeline } from './timeline';

interface Cursors {
  older: string | null;
  newer: string | null;
}

/**
 * How many messages are held of what one scrolls through. What is behind can be had again, and with each that is held
 * every page takes longer to put into the list.
 */
export const heldAtMost = 1_000;
/** How many of the newest stay when one has scrolled that far from them: coming back to them needs no request. */
export const newestKept = 200;

/** A page around a message, far from the newest ones or not. `since`: what was applied when it was asked for. */
export function loadStretch(timeline: Timeline, page: readonly Message[], cursors: Cursors, since: number): Timeline {
  const brought = bringUpToDate(page.reduce(settle, timeline), page, since);
  const loaded = joined(brought.timeline, { messages: inOrder(brought.messages), ...cursors });
  return loaded.stretch === null ? loaded : { ...trim(loaded, heldAtMost), visit: loaded.visit + 1 };
}

/** A page next to the stretch, on the side whose cursor is given. What is then too many goes on the other one. */
export function extendStretch(timeline: Timeline, page: readonly Message[], cursors: Partial<Cursors>, since: number): Timeline {
  const { stretch } = timeline;
  if (stretch === null) return timeline;
  const fresh = page.filter(({ id }) => !isHeldIn(stretch.messages, id));
  const brought = bringUpToDate(page.reduce(settle, timeline), fresh, since);
  const extended = joined(brought.timeline, { ...stretch, ...cursors, messages: inOrder([...stretch.messages, ...brought.messages]) });
  return { ...extended, stretch: extended.stretch && bounded(extended.stretch, cursors.older === undefined ? 'older' : 'newer') };
}

export function closeStretch(timeline: Timeline): Timeline {
  return timeline.stretch === null ? timeline : { ...timeline, stretch: null, visit: timeline.visit + 1 };
}

/**
 * One has scrolled up so far that the newest are not worth holding all: what one looks at becomes a stretch, and of the
 * newest only some stay, and all after the seq `keepAfter`. These go on with the log as before.
 */
export function partFromNewest(timeline: Timeline, keepAfter: number): Timeline {
  const { messages, older } = timeline;
  const seen = messages.filter(({ seq }) => seq <= keepAfter).length;
  const at = Math.min(messages.length - newestKept, seen);
  // One stands at its beginning: what is in view has to be in it, and some more.
  if (messages.length <= heldAtMost || at < heldAtMost / 2) return timeline;
  const stretch = { messages: messages.slice(0, at), older, newer: cursorAt(messages[at - 1]) };
  return { ...timeline, messages: messages.slice(at), older: cursorAt(messages[at]), stretch: bounded(stretch, 'newer') };
}

/** Only the newest `count` messages: older ones can be had again. */
export function trim(timeline: Timeline, count: number): Timeline {
  const { messages } = timeline;
  if (messages.length <= count) return timeline;
  const kept = messages.slice(-count);
  return { ...timeline, messages: kept, older: cursorAt(kept[0]) };
}

/** A stretch that reaches into the newest messages is one with them: between the two there is no hole. */
function joined(timeline: Timeline, stretch: Stretch): Timeline {
  const [oldest] = timeline.messages;
  const newest = stretch.messages.at(-1);
  if (oldest !== undefined && (newest === undefined || newest.seq < oldest.seq)) return { ...timeline, stretch };
  const held = new Set(timeline.messages.map(({ id }) => id));
  const added = stretch.messages.filter(({ id }) => !held.has(id));
  const reachesFurther = oldest === undefined || (stretch.messages[0]?.seq ?? Infinity) < oldest.seq;
  return {
    ...timeline,
    messages: inOrder([...added, ...timeline.messages]),
    older: reachesFurther ? stretch.older : timeline.older,
    stretch: null,
  };
}

/** Without those on this side that are too many. */
function bounded(stretch: Stretch, side: 'older' | 'newer'): Stretch {
  const { messages } = stretch;
  if (messages.length <= heldAtMost) return stretch;
  const kept = side === 'older' ? messages.slice(-heldAtMost) : messages.slice(0, heldAtMost);
  return { ...stretch, messages: kept, [side]: cursorAt(side === 'older' ? kept[0] : kept.at(-1)) };
}

const cursorAt = (message: Message | undefined): string => String(message?.seq ?? 0);

const inOrder = (messages: readonly Message[]): Message[] => [...messages].sort((a, b) => a.seq - b.seq);
