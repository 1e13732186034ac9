import { eventsAfter, get as getChannel } from '@/api/channels';
import { asApiError } from '@/api/errors';
import * as api from '@/api/messages';
import type { ChannelEvent, ChannelSync, Id } from '@/api/types';
import { hub } from '@/realtime/hub';
import { errorText } from '@/ui/errorText';
import { cursor } from './cursor';
import { change, changeTimeline, forgetMessages, messagesOf, useMessages } from './messagesStore';
import { forgetStale, refreshStaleSoon } from './staleMessages';
import { closeStretch, newestKept, trim } from './stretches';
import { loadLatest, missingAfter, receive, receiveAll } from './timeline';
import { inTurn } from './turns';

/** Pushes of one moment may overtake each other: a gap often closes by itself before it is worth a request. */
const gapGrace = 100;
const gapRetry = 2_000;
/** Whoever was away this long gets the newest page anew instead of thousands of events. */
const reloadBeyond = 1_000;
/** Of so many channels that were left the newest messages stay in memory, so that coming back needs no request. */
const keptChannels = 30;

const opened = new Set<Id>();
/** Channels that were left, the last one last. */
const left = new Set<Id>();
const heads = new Map<Id, number>();
const gapTimers = new Map<Id, ReturnType<typeof setTimeout>>();

export async function openChannel(channelId: Id): Promise<void> {
  opened.add(channelId);
  left.delete(channelId);
  await refresh(channelId).catch(() => undefined);
}

/** Members stay subscribed by the server; whoever only looked in has no use for the pushes afterwards. */
export function closeChannel(channelId: Id, isMember: boolean): void {
  opened.delete(channelId);
  if (isMember) {
    left.add(channelId);
    changeTimeline(channelId, (timeline) => trim(closeStretch(timeline), newestKept));
    forgetLongLeft();
  } else {
    void hub.invoke('channel:leave', { channel_id: channelId }).catch(() => undefined);
  }
}

/** Whoever leaves a channel is no longer subscribed to it; who still looks at it is as its reader. */
export function resubscribe(channelId: Id): void {
  if (opened.has(channelId)) void openChannel(channelId);
}

/** After a connection was lost: what was missed in every channel that is held, in one call. Throws when the network fails. */
export async function catchUpAll(): Promise<void> {
  // Subscribed first, then asked: what comes in between then is a push, and not a hole.
  await Promise.all([...opened].map(follow));
  const held = Object.entries(useMessages.getState().channels).flatMap(([id, { timeline }]) => (timeline.applied === null ? [] : [[id, timeline.applied] as const]));
  if (held.length > 0) {
    const { channels } = await hub.invoke('sync', { channels: Object.fromEntries(held) });
    await Promise.all(Object.entries(channels).map(([id, missed]) => inTurn(id, () => takeOver(id, missed))));
  }
  await Promise.all([...opened].filter((id) => messagesOf(id).timeline.applied === null).map(refresh));
}

export function receivePush(channelId: Id, event: ChannelEvent): void {
  // A channel that was never opened has nothing that could miss something.
  if (!opened.has(channelId) && messagesOf(channelId).timeline.applied === null) return;
  changeTimeline(channelId, (timeline) => receive(timeline, event));
  settleSoon(channelId);
}

/** How far the channel's log goes: the last push may have been lost, with none behind it to show the gap. */
export function receiveHead(channelId: Id, seq: number): void {
  if (messagesOf(channelId).timeline.applied === null) return;
  heads.set(channelId, seq);
  settleSoon(channelId);
}

export function settleSoon(channelId: Id): void {
  fillGapSoon(channelId, gapGrace);
  if (opened.has(channelId)) refreshStaleSoon(channelId);
}

function fillGapSoon(channelId: Id, delay: number): void {
  if (!isMissingSome(channelId) || gapTimers.has(channelId)) return;
  const fill = async () => {
    gapTimers.delete(channelId);
    if (isMissingSome(channelId)) await inTurn(channelId, () => catchUp(channelId));
  };
  const timer = setTimeout(() => void fill().catch(() => fillGapSoon(channelId, gapRetry)), delay);
  gapTimers.set(channelId, timer);
}

function isMissingSome(channelId: Id): boolean {
  const { timeline } = messagesOf(channelId);
  return missingAfter(timeline) !== null || (timeline.applied !== null && (heads.get(channelId) ?? 0) > timeline.applied);
}

export function forgetOpened(): void {
  opened.clear();
  left.clear();
  heads.clear();
  for (const timer of gapTimers.values()) clearTimeout(timer);
  gapTimers.clear();
  forgetStale();
}

/**
 * Subscribe, note the head, fetch, merge, in this order: what comes in between then is a push, and not a hole.
 * Throws only when the network fails, so that a reconnect knows that it has to be done again.
 */
export function refresh(channelId: Id): Promise<void> {
  return inTurn(channelId, async () => {
    change(channelId, { loadFailure: null });
    try {
      const head = await subscribe(channelId);
      const { applied } = messagesOf(channelId).timeline;
      if (applied === null || head > applied + reloadBeyond) await loadNewest(channelId, head);
      else if (head > applied) await catchUp(channelId);
      settleSoon(channelId);
    } catch (error) {
      change(channelId, { loadFailure: errorText(error) });
      if (asApiError(error).isTransient) throw error;
    }
  });
}

/** Without the hub the head comes over HTTP: the page shows at once, and the hub's start catches up from there. */
async function subscribe(channelId: Id): Promise<number> {
  try {
    return (await hub.invoke('channel:join', { channel_id: channelId })).last_seq;
  } catch (error) {
    if (asApiError(error).code !== 'NETWORK') throw error;
    return (await getChannel(channelId)).last_seq;
  }
}

/** A refusal is no reason to connect anew: who may no longer read the channel hears of it otherwise. */
async function follow(channelId: Id): Promise<void> {
  try {
    await hub.invoke('channel:join', { channel_id: channelId });
  } catch (error) {
    if (asApiError(error).isTransient) throw error;
  }
}

async function takeOver(channelId: Id, { events, last_seq, more, reload }: ChannelSync): Promise<void> {
  const { applied } = messagesOf(channelId).timeline;
  const isFar = reload || (applied !== null && last_seq > applied + reloadBeyond);
  if (isFar && !opened.has(channelId)) {
    if (messagesOf(channelId).timeline.pending.length === 0) forgetMessages(channelId);
    return;
  }
  if (isFar) await loadNewest(channelId, last_seq);
  else changeTimeline(channelId, (timeline) => receiveAll(timeline, events));
  if (more && !isFar) await catchUp(channelId);
  settleSoon(channelId);
}

async function loadNewest(channelId: Id, head: number): Promise<void> {
  const { items, pagination } = await api.page(channelId);
  changeTimeline(channelId, (timeline) => loadLatest(timeline, items, cursor(pagination.next_cursor), head));
}

async function catchUp(channelId: Id): Promise<void> {
  for (let more = true; more; ) {
    const feed = await eventsAfter(channelId, messagesOf(channelId).timeline.applied ?? 0);
    changeTimeline(channelId, (timeline) => receiveAll(timeline, feed.events));
    // The log is asked: whatever a push said of its end, this is it.
    if (!feed.more) heads.delete(channelId);
    more = feed.more && feed.events.length > 0;
  }
  settleSoon(channelId);
}

function forgetLongLeft(): void {
  for (const id of [...left].slice(0, -keptChannels)) {
    if (messagesOf(id).timeline.pending.length > 0) continue;
    left.delete(id);
    forgetMessages(id);
  }
}
