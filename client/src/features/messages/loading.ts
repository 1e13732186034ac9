import { eventsAfter, get as getChannel } from '@/api/channels';
import { asApiError } from '@/api/errors';
import * as api from '@/api/messages';
import type { ChannelEvent, Id } from '@/api/types';
import { hub } from '@/realtime/hub';
import { errorText } from '@/ui/errorText';
import { change, changeTimeline, messagesOf } from './messagesStore';
import { loadLatest, loadOlder, missingAfter, receive, receiveAll } from './timeline';
import { inTurn } from './turns';

/** Pushes of one moment may overtake each other: a gap often closes by itself before it is worth a request. */
const gapGrace = 100;
const gapRetry = 2_000;
/** Whoever was away this long gets the newest page anew instead of thousands of events. */
const reloadBeyond = 1_000;

const opened = new Set<Id>();
const gapTimers = new Map<Id, ReturnType<typeof setTimeout>>();

export async function openChannel(channelId: Id): Promise<void> {
  opened.add(channelId);
  await refresh(channelId).catch(() => undefined);
}

/** Members stay subscribed by the server; whoever only looked in has no use for the pushes afterwards. */
export function closeChannel(channelId: Id, isMember: boolean): void {
  opened.delete(channelId);
  if (!isMember) void hub.invoke('channel:leave', { channel_id: channelId }).catch(() => undefined);
}

/** Whoever leaves a channel is no longer subscribed to it; who still looks at it is as its reader. */
export function resubscribe(channelId: Id): void {
  if (opened.has(channelId)) void openChannel(channelId);
}

/** After a connection was lost: what was missed, for what is looked at. Others notice their gap when they are opened or pushed to. */
export async function catchUpOpened(): Promise<void> {
  await Promise.all([...opened].map(refresh));
}

export function receivePush(channelId: Id, event: ChannelEvent): void {
  // A channel that was never opened has nothing that could miss something.
  if (!opened.has(channelId) && messagesOf(channelId).timeline.applied === null) return;
  changeTimeline(channelId, (timeline) => receive(timeline, event));
  fillGapSoon(channelId, gapGrace);
}

export function fillGapSoon(channelId: Id, delay = gapGrace): void {
  if (missingAfter(messagesOf(channelId).timeline) === null || gapTimers.has(channelId)) return;
  const fill = async () => {
    gapTimers.delete(channelId);
    if (missingAfter(messagesOf(channelId).timeline) !== null) await inTurn(channelId, () => catchUp(channelId));
  };
  const timer = setTimeout(() => void fill().catch(() => fillGapSoon(channelId, gapRetry)), delay);
  gapTimers.set(channelId, timer);
}

export async function loadOlderMessages(channelId: Id): Promise<void> {
  const { timeline, isLoadingOlder } = messagesOf(channelId);
  if (timeline.older === null || isLoadingOlder) return;
  change(channelId, { isLoadingOlder: true });
  try {
    const { items, pagination } = await api.page(channelId, timeline.older);
    changeTimeline(channelId, (current) => loadOlder(current, items, cursor(pagination.next_cursor)));
  } catch {
    // The button that loads more is still there.
  } finally {
    change(channelId, { isLoadingOlder: false });
  }
}

export function forgetOpened(): void {
  opened.clear();
  for (const timer of gapTimers.values()) clearTimeout(timer);
  gapTimers.clear();
}

/**
 * Subscribe, note the head, fetch, merge, in this order: what comes in between then is a push, and not a hole.
 * Throws only when the network fails, so that a reconnect knows that it has to be done again.
 */
function refresh(channelId: Id): Promise<void> {
  return inTurn(channelId, async () => {
    change(channelId, { loadFailure: null });
    try {
      const head = await subscribe(channelId);
      const { applied } = messagesOf(channelId).timeline;
      if (applied === null || head > applied + reloadBeyond) await loadNewest(channelId, head);
      else if (head > applied) await catchUp(channelId);
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

async function loadNewest(channelId: Id, head: number): Promise<void> {
  const { items, pagination } = await api.page(channelId);
  changeTimeline(channelId, (timeline) => loadLatest(timeline, items, cursor(pagination.next_cursor), head));
}

async function catchUp(channelId: Id): Promise<void> {
  for (let more = true; more; ) {
    const feed = await eventsAfter(channelId, messagesOf(channelId).timeline.applied ?? 0);
    changeTimeline(channelId, (timeline) => receiveAll(timeline, feed.events));
    more = feed.more && feed.events.length > 0;
  }
}

function cursor(value: string | number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
