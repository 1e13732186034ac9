import type { Attachment, Id, Message } from '@/api/types';
import type { Timeline } from './timeline';

/** A message of one's own that the server has not acknowledged yet. */
export interface PendingMessage {
  client_message_id: Id;
  user_id: Id;
  content: string;
  created_at: string;
  thread_id: Id | null;
  files: PendingFile[];
  /** Why the server refused it; null while it is under way. */
  failure: string | null;
}

/** A file that goes with it: on the server already, or still here. */
export interface PendingFile {
  key: Id;
  name: string;
  blob: Blob;
  uploaded: Attachment | null;
}

export function addPending(timeline: Timeline, ...messages: PendingMessage[]): Timeline {
  return { ...timeline, pending: [...timeline.pending, ...messages] };
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

export function noteUpload(timeline: Timeline, clientMessageId: Id, key: Id, uploaded: Attachment): Timeline {
  const files = timeline.pending.find((one) => one.client_message_id === clientMessageId)?.files ?? [];
  return changePending(timeline, clientMessageId, { files: files.map((file) => (file.key === key ? { ...file, uploaded } : file)) });
}

function changePending(timeline: Timeline, clientMessageId: Id, change: Partial<PendingMessage>): Timeline {
  const pending = timeline.pending.map((one) => (one.client_message_id === clientMessageId ? { ...one, ...change } : one));
  return { ...timeline, pending };
}

/** The message is on the server. A client_message_id is the sender's own: someone else's that carries the same one is another message. */
export function settle(timeline: Timeline, message: Message): Timeline {
  if (!timeline.pending.some((one) => isSame(one, message))) return timeline;
  return { ...timeline, pending: timeline.pending.filter((one) => !isSame(one, message)) };
}

const isSame = (pending: PendingMessage, message: Message): boolean =>
  pending.client_message_id === message.client_message_id && pending.user_id === message.user_id;
