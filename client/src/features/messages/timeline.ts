import type { ChannelEvent, Id, Message } from '@/api/types';

/** A message of one's own that the server has not acknowledged yet. */
export interface PendingMessage {
  client_message_id: Id;
  user_id: Id;
  content: string;
  created_at: string;
  /** Why the server refused it; null while it is under way. */
  failure: string | null;
}

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
}

export const emptyTimeline: Timeline = { messages: [], pending: [], applied: null, ahead: new Map(), older: null };

/** The newest page, fetched after `head` was noted: it holds at least everything up to `head`. */
export function loadLatest(timeline: Timeline, page: readonly Message[], older: string | null, head: number): Timeline {
  const loaded = { ...timeline, messages: [], applied: head, older };
  return drain(addAll(loaded, page));
}

/** A page before the oldest message. What is held already stays: it has seen newer events than the page may have. */
export function loadOlder(timeline: Timeline, page: readonly Message[], older: string | null): Timeline {
  const held = new Set(timeline.messages.map((message) => message.id));
  return { ...addAll(timeline, page.filter((message) => !held.has(message.id))), older };
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

export function addPending(timeline: Timeline, message: PendingMessage): Timeline {
  return { ...timeline, pending: [...timeline.pending, message] };
}

/** The server took it. It is shown as sent at once, also where events before it are still missing. */
export function acknowledge(timeline: Timeline, message: Message): Timeline {
  return receive(upsert(timeline, message), { seq: message.seq, type: 'message:received', payload: message });
}

export function fail(timeline: Timeline, clientMessageId: Id, failure: string): Timeline {
  return changePending(timeline, clientMessageId, { failure });
}

export function retry(timeline: Timeline, clientMessageId: Id): Timeline {
  return changePending(timeline, clientMessageId, { failure: null });
}

export function discard(timeline: Timeline, clientMessageId: Id): Timeline {
  return { ...timeline, pending: timeline.pending.filter((one) => one.client_message_id !== clientMessageId) };
}

/** The first one still to send. One that failed does not hold up those behind it. */
export function nextToSend(timeline: Timeline): PendingMessage | undefined {
  return timeline.pending.find((one) => one.failure === null);
}

function changePending(timeline: Timeline, clientMessageId: Id, change: Partial<PendingMessage>): Timeline {
  const pending = timeline.pending.map((one) => (one.client_message_id === clientMessageId ? { ...one, ...change } : one));
  return { ...timeline, pending };
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
  return event.type === 'message:received' ? upsert(timeline, event.payload as Message) : timeline;
}

function addAll(timeline: Timeline, messages: readonly Message[]): Timeline {
  return messages.reduce(insert, timeline);
}

function upsert(timeline: Timeline, message: Message): Timeline {
  return isBeforeWindow(timeline, message) ? settle(timeline, message) : insert(timeline, message);
}

/** A send that turns out to have got through long ago: put in here it would hide the hole between it and the window. */
function isBeforeWindow({ messages: [oldest], older }: Timeline, message: Message): boolean {
  return older !== null && oldest !== undefined && message.seq < oldest.seq;
}

function insert(timeline: Timeline, message: Message): Timeline {
  const settled = settle(timeline, message);
  if (message.thread_id !== null) return settled;
  const { messages } = settled;
  const at = messages.findLastIndex((held) => held.seq <= message.seq);
  const isHeld = messages[at]?.id === message.id;
  return { ...settled, messages: isHeld ? messages.with(at, message) : messages.toSpliced(at + 1, 0, message) };
}

function settle(timeline: Timeline, message: Message): Timeline {
  return { ...timeline, pending: timeline.pending.filter((one) => !isSame(one, message)) };
}

/** A client_message_id is the sender's own: someone else's message that carries the same one is another message. */
function isSame(pending: PendingMessage, message: Message): boolean {
  return pending.client_message_id === message.client_message_id && pending.user_id === message.user_id;
}
