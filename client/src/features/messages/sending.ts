import { v7 as uuid } from 'uuid';
import { asApiError } from '@/api/errors';
import * as api from '@/api/messages';
import type { Id, Message } from '@/api/types';
import { backoff } from '@/realtime/backoff';
import { hub } from '@/realtime/hub';
import { errorText } from '@/ui/errorText';
import { uploadFile } from './attachmentsStore';
import { settleSoon } from './loading';
import { change, changeTimeline, messagesOf, useMessages } from './messagesStore';
import { allUnsent, allWritten, isUnsent } from './outbox';
import { addPending, discard, fail, nextToSend, noteUpload, type PendingFile, type PendingMessage, retry } from './pending';
import { acknowledge } from './timeline';

const sending = new Set<Id>();
/** Whoever signs in next sends again. */
let hasSessionEnded = false;
const retries = new Map<Id, { timer: ReturnType<typeof setTimeout>; attempt: number }>();

export function sendMessage(channelId: Id, userId: Id, content: string, threadId: Id | null = null, files: PendingFile[] = []): void {
  const message: PendingMessage = {
    client_message_id: uuid(),
    user_id: userId,
    content,
    thread_id: threadId,
    files,
    created_at: new Date().toISOString(),
    failure: null,
  };
  changeTimeline(channelId, (timeline) => addPending(timeline, message));
  void sendPending(channelId);
}

export function retryMessage(channelId: Id, clientMessageId: Id): void {
  changeTimeline(channelId, (timeline) => retry(timeline, clientMessageId));
  void sendPending(channelId);
}

export function discardMessage(channelId: Id, clientMessageId: Id): void {
  changeTimeline(channelId, (timeline) => discard(timeline, clientMessageId));
}

/** The network is back: do not wait for the end of the pause. */
export function sendAllPending(): void {
  for (const channelId of Object.keys(useMessages.getState().channels)) void sendPending(channelId);
}

/** What was left unsent by an earlier visit, or by another tab that is closed by now. */
export async function takeUpUnsent(userId: Id): Promise<void> {
  for (const { channel_id, ...message } of await allUnsent(userId)) {
    const { pending } = messagesOf(channel_id).timeline;
    if (pending.some((one) => one.client_message_id === message.client_message_id)) continue;
    // Not kept once more, where it came from: another tab may have sent it and dropped it there meanwhile.
    change(channel_id, { timeline: addPending(messagesOf(channel_id).timeline, message) });
  }
  sendAllPending();
}

export function forgetRetries(): void {
  for (const { timer } of retries.values()) clearTimeout(timer);
  retries.clear();
}

/** One at a time, so that they arrive in the order in which they were written. A refused one steps aside. */
async function sendPending(channelId: Id): Promise<void> {
  if (sending.has(channelId)) return;
  sending.add(channelId);
  try {
    await oneTabAtATime(channelId, async () => {
      await sendInOrder(channelId);
      // The next tab looks up what is left to be sent.
      await allWritten();
    });
  } finally {
    sending.delete(channelId);
  }
  // Written in the moment between the last one sent and here.
  if (nextPending(channelId) !== undefined && !retries.has(channelId) && !hasSessionEnded) void sendPending(channelId);
}

async function sendInOrder(channelId: Id): Promise<void> {
  hasSessionEnded = false;
  for (let next = nextPending(channelId); next !== undefined; next = nextPending(channelId)) {
    const { client_message_id } = next;
    try {
      if (await isUnsent(client_message_id)) {
        const message = await deliver(channelId, next);
        changeTimeline(channelId, (timeline) => acknowledge(timeline, message));
        settleSoon(channelId);
      } else {
        // Another tab has sent it; the log brings it.
        discardMessage(channelId, client_message_id);
      }
      forgetRetry(channelId);
    } catch (error) {
      const reason = asApiError(error);
      hasSessionEnded = reason.endsSession;
      if (reason.endsSession) return;
      if (reason.isTransient) {
        retryLater(channelId);
        return;
      }
      changeTimeline(channelId, (timeline) => fail(timeline, client_message_id, errorText(reason)));
    }
  }
}

/** Two tabs have the same unsent messages, and would send them side by side: once each all the same, but in no order. */
function oneTabAtATime(channelId: Id, work: () => Promise<void>): Promise<void> {
  // Without TLS, other than on localhost, browsers have no locks.
  const locks = (globalThis.navigator as Navigator | undefined)?.locks;
  return locks ? locks.request(`chatflow.outbox.${channelId}`, work) : work();
}

const nextPending = (channelId: Id): PendingMessage | undefined => nextToSend(messagesOf(channelId).timeline);

/** Whether or not the hub's attempt got through: the same client_message_id makes the second one harmless. */
async function deliver(channelId: Id, { client_message_id, content, thread_id, files }: PendingMessage): Promise<Message> {
  const file_ids = await uploadAll(channelId, client_message_id, files);
  const message = {
    channel_id: channelId,
    content,
    client_message_id,
    ...(thread_id !== null && { thread_id }),
    ...(file_ids.length > 0 && { file_ids }),
  };
  try {
    return await hub.invoke('message:send', message);
  } catch (error) {
    if (asApiError(error).code !== 'NETWORK') throw error;
    return api.send(message);
  }
}

/** Each is noted when it is there: what comes after a broken connection is not uploaded twice. */
async function uploadAll(channelId: Id, clientMessageId: Id, files: readonly PendingFile[]): Promise<Id[]> {
  const ids: Id[] = [];
  for (const file of files) {
    const uploaded = file.uploaded ?? (await uploadFile(channelId, file));
    ids.push(uploaded.id);
    changeTimeline(channelId, (timeline) => noteUpload(timeline, clientMessageId, file.key, uploaded));
  }
  return ids;
}

function retryLater(channelId: Id): void {
  const attempt = retries.get(channelId)?.attempt ?? 0;
  forgetRetry(channelId);
  retries.set(channelId, { attempt: attempt + 1, timer: setTimeout(() => void sendPending(channelId), backoff(attempt)) });
}

function forgetRetry(channelId: Id): void {
  clearTimeout(retries.get(channelId)?.timer);
  retries.delete(channelId);
}
