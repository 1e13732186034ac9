import { asApiError } from '@/api/errors';
import * as api from '@/api/messages';
import type { Id, Message } from '@/api/types';
import { errorText } from '@/ui/errorText';
import { cursor } from './cursor';
import { refresh, settleSoon } from './loading';
import { change, changeTimeline, messagesOf } from './messagesStore';
import { closeStretch, extendStretch, loadStretch, partFromNewest } from './stretches';
import { closeThread, forgetPins, isKnownSince, loadPins, loadThread } from './threads';
import { loadOlder } from './timeline';

// What is before or apart from the newest messages: older pages, the surroundings of one message, threads, pins.

const appliedOf = (channelId: Id): number => messagesOf(channelId).timeline.applied ?? 0;

/** What came after the seq `unseenAfter` stays held, however far up one goes. */
export async function loadOlderMessages(channelId: Id, unseenAfter: number): Promise<void> {
  const { timeline, isLoadingOlder } = messagesOf(channelId);
  const from = (timeline.stretch ?? timeline).older;
  if (from === null || isLoadingOlder) return;
  const since = appliedOf(channelId);
  change(channelId, { isLoadingOlder: true });
  try {
    const { items, pagination } = await api.page(channelId, from);
    const older = cursor(pagination.next_cursor);
    changeTimeline(channelId, (current) => {
      // One has gone elsewhere meanwhile.
      if ((current.stretch ?? current).older !== from) return current;
      return current.stretch === null ? partFromNewest(loadOlder(current, items, older, since), unseenAfter) : extendStretch(current, items, { older }, since);
    });
    settleSoon(channelId);
  } catch {
    // The button that loads more is still there.
  } finally {
    change(channelId, { isLoadingOlder: false });
  }
}

export async function loadNewerMessages(channelId: Id): Promise<void> {
  const { timeline, isLoadingNewer } = messagesOf(channelId);
  const from = timeline.stretch?.newer ?? null;
  if (from === null || isLoadingNewer) return;
  const since = appliedOf(channelId);
  change(channelId, { isLoadingNewer: true });
  try {
    const { items, pagination } = await api.pageAfter(channelId, from);
    changeTimeline(channelId, (current) =>
      current.stretch?.newer === from ? extendStretch(current, items, { newer: cursor(pagination.prev_cursor) }, since) : current,
    );
    settleSoon(channelId);
  } catch {
    // Scrolling on asks again.
  } finally {
    change(channelId, { isLoadingNewer: false });
  }
}

/** The messages around this place of the log; throws what it was refused with. */
export async function openAround(channelId: Id, seq: number): Promise<void> {
  await ready(channelId);
  const since = appliedOf(channelId);
  const { items, pagination } = await api.pageAround(channelId, seq);
  const cursors = { older: cursor(pagination.next_cursor), newer: cursor(pagination.prev_cursor) };
  changeTimeline(channelId, (timeline) => loadStretch(closeStretch(timeline), items, cursors, since));
  settleSoon(channelId);
}

/** What stands behind a permalink: its root where it is a reply. Null when it is in another channel. */
export async function findMessage(channelId: Id, messageId: Id): Promise<Message | null> {
  const { messages, stretch } = messagesOf(channelId).timeline;
  const held = [...messages, ...(stretch?.messages ?? [])].find(({ id }) => id === messageId);
  const message = held ?? (await api.get(messageId));
  return message.channel_id === channelId ? message : null;
}

export function backToLatest(channelId: Id): void {
  changeTimeline(channelId, closeStretch);
}

/** The whole thread; throws what it was refused with. */
export async function openThread(channelId: Id, rootId: Id): Promise<void> {
  await ready(channelId);
  for (let isLoaded = false; !isLoaded; ) {
    const since = appliedOf(channelId);
    const root = await api.get(rootId);
    const replies = await allReplies(rootId);
    isLoaded = isKnownSince(messagesOf(channelId).timeline, since);
    if (isLoaded) changeTimeline(channelId, (timeline) => loadThread(timeline, root, replies, since));
  }
  settleSoon(channelId);
}

export function leaveThread(channelId: Id, rootId: Id): void {
  changeTimeline(channelId, (timeline) => closeThread(timeline, rootId));
}

export async function openPins(channelId: Id): Promise<void> {
  await ready(channelId);
  for (let isLoaded = false; !isLoaded; ) {
    const since = appliedOf(channelId);
    const pins = await api.pins(channelId);
    isLoaded = isKnownSince(messagesOf(channelId).timeline, since);
    if (isLoaded) changeTimeline(channelId, (timeline) => loadPins(timeline, pins, since));
  }
}

export function leavePins(channelId: Id): void {
  changeTimeline(channelId, forgetPins);
}

async function allReplies(rootId: Id): Promise<Message[]> {
  const replies: Message[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const { items, pagination } = await api.thread(rootId, after);
    replies.push(...items);
    after = cursor(pagination.next_cursor);
  }
  return replies;
}

/** Events only count from the first load on: before it, nobody could tell what an answer has missed. */
async function ready(channelId: Id): Promise<void> {
  if (messagesOf(channelId).timeline.applied === null) await refresh(channelId);
}

/** For what shows a failure in its own place. */
export const failureOf = (error: unknown): string => errorText(asApiError(error));
