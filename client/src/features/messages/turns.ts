import type { Id } from '@/api/types';

const last = new Map<Id, Promise<unknown>>();

/**
 * One after the other in each channel: of two loads under way at once, the one that began first could end last and put
 * an older state over a newer one.
 */
export function inTurn<T>(channelId: Id, work: () => Promise<T>): Promise<T> {
  const turn = (last.get(channelId) ?? Promise.resolve()).then(work, work);
  last.set(channelId, turn);
  return turn;
}
