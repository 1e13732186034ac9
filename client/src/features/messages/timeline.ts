import type { ChannelEvent, Id, Message } from '@/api/types';
import { changeOf } from './messageChanges';
import { addMessage, addPage, applyHeld, bringUpToDate, holds, isHeldIn } from './held';
import { type PendingMessage, settle } from './pending';
import { closeStretch } from './stretches';

/**
 * What this client knows of one channel. Everything here is pure: state and event in, state out.
 * The state is the channel's log up to `applied`, folded; events are applied strictly in the order of their seq,
 * whatever order they arrive in, so that a change can never overtake the one before it.
 */
export interface Timeline {
  /** Thread roots, by seq, without holes from the oldest one held up to `applied`. */
  messages: readonly Message[];
  pending: readonly PendingMessage[];
  /** Every event up to this seq is in here; null until the first load. */
  applied: number | null;
  /** Events that came before one that is still missing, by seq. */
  ahead: ReadonlyMap<number, ChannelEvent>;
  /** Where older messages continue; null when the first one is held. */
  older: string | null;
  /** A stretch of history apart from the newest messages: between the two there may be a hole. */
  stretch: Stretch | null;
  /** Another number, another place of the channel: nothing that was in view before is where it was. */
  visit: number;
  /** The threads that are open, by the id of their root. */
  threads: ReadonlyMap<Id, Thread>;
  /** The last pinned first; null until they are asked for. */
  pins: readonly Message[] | null;
  /** The events applied last: a page that was on its way meanwhile may be older than they are. */
  recent: readonly ChannelEvent[];
  /** Messages to ask for anew: roots whose replies changed, and what was deleted without being held, as it may have been a reply. */
  stale: ReadonlySet<Id>;
}

export interface Stretch {
  messages: readonly Message[];
  older: string | null;
  newer: string | null;
}

export interface Thread {
  root: Message;
  replies: readonly Message[];
}

export const emptyTimeline: Timeline = {
  messages: [],
  pending: [],
  applied: null,
  ahead: new Map(),
  older: null,
  stretch: null,
  visit: 0,
  threads: new Map(),
  pins: null,
  recent: [],
  stale: new Set(),
};

const recentKept = 300;

/** The newest page, fetched after `head` was noted: it holds at least everything up to `head`. All else is to be loaded anew. */
export function loadLatest(timeline: Timeline, page: readonly Message[], older: string | null, head: number): Timeline {
  const { pending, ahead, visit } = closeStretch(timeline);
  return drain(addPage({ ...emptyTimeline, pending, ahead, visit, applied: head, older }, page));
}

/**
 * A page before the oldest message, asked for when everything up to `since` was applied. What is held already stays: it has
 * seen newer events than the page may have.
 */
export function loadOlder(timeline: Timeline, page: readonly Message[], older: string | null, since: number): Timeline {
  const from = timeline.messages[0]?.seq ?? Infinity;
  const fresh = page.filter(({ id, seq }) => seq < from || !isHeldIn(timeline.messages, id));
  const brought = bringUpToDate(timeline, fresh, since);
  return { ...addPage(brought.timeline, brought.messages), older };
}

/** One event, pushed or fetched, in any order and any number of times. */
export function receive(timeline: Timeline, event: ChannelEvent): Timeline {
  if (timeline.applied !== null && event.seq <= timeline.applied) return timeline;
  return drain({ ...timeline, ahead: new Map(timeline.ahead).set(event.seq, event) });
}

export function receiveAll(timeline: Timeline, events: readonly ChannelEvent[]): Timeline {
  return events.reduce(receive, timeline);
}

/** Whoever holds n and sees n+2 asks for what comes after n; null when nothing is known to be missing. */
export function missingAfter(timeline: Timeline): number | null {
  return timeline.ahead.size > 0 ? timeline.applied : null;
}

/** The server took it. It is shown as sent at once, also where events before it are still missing. */
export function acknowledge(timeline: Timeline, message: Message): Timeline {
  return receive(upsert(timeline, message), { seq: message.seq, type: 'message:received', payload: message });
}

/** To be asked for now; what changes while the answer is on its way is noted anew. */
export function takeStale(timeline: Timeline): [stale: Id[], rest: Timeline] {
  return timeline.stale.size === 0 ? [[], timeline] : [[...timeline.stale], { ...timeline, stale: new Set() }];
}

export function markStale(timeline: Timeline, ids: readonly Id[]): Timeline {
  return { ...timeline, stale: new Set([...timeline.stale, ...ids]) };
}

/** A message as it is at present, asked for when everything up to `since` was applied. */
export function refreshed(timeline: Timeline, message: Message, since: number): Timeline {
  if (message.thread_id !== null) return holds(timeline, message.thread_id) ? markStale(timeline, [message.thread_id]) : timeline;
  const brought = bringUpToDate(timeline, [message], since);
  return applyHeld(brought.timeline, { id: message.id, change: () => brought.messages[0] ?? message });
}

function drain(timeline: Timeline): Timeline {
  if (timeline.applied === null) return timeline;
  const ahead = new Map(timeline.ahead);
  let { applied } = timeline;
  let result = timeline;
  for (const seq of ahead.keys()) if (seq <= applied) ahead.delete(seq);
  for (let event = ahead.get(applied + 1); event !== undefined; event = ahead.get(applied + 1)) {
    applied = event.seq;
    ahead.delete(applied);
    result = apply(result, event);
  }
  return { ...result, applied, ahead };
}

/** Kinds of events that this client does not know take their place in the log all the same. */
function apply(timeline: Timeline, event: ChannelEvent): Timeline {
  const noted = { ...timeline, recent: [...timeline.recent.slice(-recentKept + 1), event] };
  if (event.type === 'message:received') return upsert(noted, event.payload as Message);
  const change = changeOf(event);
  if (change === null) return noted;
  const changed = withPins(applyHeld(noted, change), event);
  return event.type === 'message:deleted' ? noteDeletion(noted, changed, change.id) : changed;
}

/** Of a reply it is the root that changes; of what is not held, nobody here knows whether it was one. */
function noteDeletion(before: Timeline, after: Timeline, id: Id): Timeline {
  const thread = [...before.threads.values()].find(({ replies }) => isHeldIn(replies, id));
  if (thread !== undefined) return markStale(after, [thread.root.id]);
  return holds(before, id) ? after : markStale(after, [id]);
}

function withPins(timeline: Timeline, { type, payload }: ChannelEvent): Timeline {
  const { pins } = timeline;
  if (pins === null) return timeline;
  if (type === 'message:pinned') {
    const message = payload as Message;
    const others = pins.filter(({ id }) => id !== message.id);
    return { ...timeline, pins: message.pinned === null ? others : [message, ...others] };
  }
  return { ...timeline, pins: pins.filter(({ pinned }) => pinned !== null) };
}

function upsert(timeline: Timeline, message: Message): Timeline {
  const settled = settle(timeline, message);
  if (message.thread_id !== null) return addReply(settled, message, message.thread_id);
  return isBeforeWindow(timeline, message) ? settled : addMessage(settled, message);
}

function addReply(timeline: Timeline, reply: Message, rootId: Id): Timeline {
  const thread = timeline.threads.get(rootId);
  const noted = holds(timeline, rootId) ? markStale(timeline, [rootId]) : timeline;
  if (thread === undefined) return noted;
  const replies = addMessage({ messages: thread.replies }, reply).messages;
  return { ...noted, threads: new Map(noted.threads).set(rootId, { ...thread, replies }) };
}

/** A send that turns out to have got through long ago: put in here it would hide the hole between it and the window. */
function isBeforeWindow({ messages: [oldest], older }: Timeline, message: Message): boolean {
  return older !== null && oldest !== undefined && message.seq < oldest.seq;
}
