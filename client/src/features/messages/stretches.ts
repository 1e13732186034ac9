import type { Message } from '@/api/types';
import { addMessage, bringUpToDate, isHeldIn } from './held';
import type { Stretch, Timeline } from './timeline';

interface Cursors {
  older: string | null;
  newer: string | null;
}

/** A page around a message, far from the newest ones or not. `since`: what was applied when it was asked for. */
export function loadStretch(timeline: Timeline, page: readonly Message[], cursors: Cursors, since: number): Timeline {
  const brought = bringUpToDate(timeline, page, since);
  return joined(brought.timeline, { messages: inOrder(brought.messages), ...cursors });
}

/** A page next to the stretch, on the side whose cursor is given. */
export function extendStretch(timeline: Timeline, page: readonly Message[], cursors: Partial<Cursors>, since: number): Timeline {
  const { stretch } = timeline;
  if (stretch === null) return timeline;
  const fresh = page.filter(({ id }) => !isHeldIn(stretch.messages, id));
  const brought = bringUpToDate(timeline, fresh, since);
  return joined(brought.timeline, { ...stretch, ...cursors, messages: inOrder([...stretch.messages, ...brought.messages]) });
}

export function closeStretch(timeline: Timeline): Timeline {
  return timeline.stretch === null ? timeline : { ...timeline, stretch: null };
}

/** A stretch that reaches into the newest messages is one with them: between the two there is no hole. */
function joined(timeline: Timeline, stretch: Stretch): Timeline {
  const [oldest] = timeline.messages;
  const newest = stretch.messages.at(-1);
  if (oldest !== undefined && (newest === undefined || newest.seq < oldest.seq)) return { ...timeline, stretch };
  const added = stretch.messages.filter(({ id }) => !isHeldIn(timeline.messages, id));
  const reachesFurther = oldest === undefined || (stretch.messages[0]?.seq ?? Infinity) < oldest.seq;
  return {
    ...added.reduce(addMessage, timeline),
    older: reachesFurther ? stretch.older : timeline.older,
    stretch: null,
  };
}

const inOrder = (messages: readonly Message[]): Message[] => [...messages].sort((a, b) => a.seq - b.seq);
