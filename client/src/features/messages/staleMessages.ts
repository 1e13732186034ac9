import { asApiError } from '@/api/errors';
import * as api from '@/api/messages';
import type { Id } from '@/api/types';
import { changeTimeline, messagesOf } from './messagesStore';
import { markStale, refreshed, takeStale } from './timeline';

// A reply says nothing of how many its root has by then, and a deletion nothing of the root. So those messages are asked for.

/** Replies often come several at once: one question answers them all. */
const delay = 300;
const timers = new Map<Id, ReturnType<typeof setTimeout>>();

export function refreshStaleSoon(channelId: Id): void {
  if (messagesOf(channelId).timeline.stale.size === 0 || timers.has(channelId)) return;
  timers.set(
    channelId,
    setTimeout(() => {
      timers.delete(channelId);
      void refreshStale(channelId);
    }, delay),
  );
}

export function forgetStale(): void {
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
}

async function refreshStale(channelId: Id): Promise<void> {
  const [stale, rest] = takeStale(messagesOf(channelId).timeline);
  changeTimeline(channelId, () => rest);
  for (const [index, id] of stale.entries()) {
    const since = messagesOf(channelId).timeline.applied ?? 0;
    try {
      const message = await api.get(id);
      changeTimeline(channelId, (timeline) => refreshed(timeline, message, since));
    } catch (error) {
      // What cannot be had for now stays marked, and is asked for with the next change or when the connection is back.
      if (!asApiError(error).isTransient) continue;
      changeTimeline(channelId, (timeline) => markStale(timeline, stale.slice(index)));
      return;
    }
  }
  refreshStaleSoon(channelId);
}
