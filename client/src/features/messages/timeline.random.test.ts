import { describe, expect, it } from 'vitest';
import type { ChannelEvent, Message } from '@/api/types';
import { event } from './fixtures';
import { emptyTimeline, loadLatest, loadOlder, missingAfter, receive, receiveAll, type Timeline } from './timeline';

// Whatever the network does to the pushes, catching up from the log gives the log.

/** mulberry32: small, and the same everywhere, so that a seed in a failure can be run again. */
function generator(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function writeLog(length: number, random: () => number): ChannelEvent[] {
  return Array.from({ length }, (_, index) => {
    const seq = index + 1;
    const dice = random();
    if (dice < 0.15) return { seq, type: 'member:joined', payload: { channel_id: 'c' } };
    return event(seq, dice < 0.3 ? { thread_id: 'm-1' } : {});
  });
}

function disturb(pushes: ChannelEvent[], random: () => number): ChannelEvent[] {
  return pushes
    .filter(() => random() > 0.2)
    .flatMap((push) => (random() < 0.2 ? [push, push] : [push]))
    .map((push) => ({ push, at: push.seq + random() * 12 }))
    .sort((a, b) => a.at - b.at)
    .map(({ push }) => push);
}

const isRoot = (one: ChannelEvent) => one.type === 'message:received' && (one.payload as Message).thread_id === null;
const roots = (log: ChannelEvent[]) => log.filter(isRoot).map((one) => one.payload as Message);

/** GET /events: a page of what comes after, which may be less than everything. */
const feed = (log: ChannelEvent[], after: number, limit: number) => log.slice(after, after + limit);

function catchUp(timeline: Timeline, log: ChannelEvent[], limit: number): Timeline {
  let current = timeline;
  for (let page = feed(log, current.applied ?? 0, limit); page.length > 0; page = feed(log, current.applied ?? 0, limit)) {
    current = receiveAll(current, page);
  }
  return current;
}

describe('any disturbance of the pushes', () => {
  const seeds = Array.from({ length: 200 }, (_, seed) => seed);

  it('ends in the log', () => seeds.forEach(endsInTheLog));

  function endsInTheLog(seed: number) {
    const random = generator(seed);
    const log = writeLog(20 + Math.floor(random() * 180), random);
    const head = Math.floor(random() * log.length);
    const pushes = disturb(log, random);
    const early = Math.floor(random() * pushes.length);

    let timeline = receiveAll(emptyTimeline, pushes.slice(0, early));
    const known = roots(log.slice(0, head)).reverse();
    timeline = loadLatest(timeline, known.slice(0, 10), known.length > 10 ? 'more' : null, head);
    for (const push of pushes.slice(early)) {
      timeline = receive(timeline, push);
      const after = missingAfter(timeline);
      // Asked at once, but only now and then answered before the next push.
      if (after !== null && random() < 0.3) timeline = receiveAll(timeline, feed(log, after, 1 + Math.floor(random() * 20)));
      const shown = timeline.messages.map((one) => one.seq);
      expect(shown, `seed ${seed}`).toEqual([...new Set(shown)].sort((a, b) => a - b));
    }
    timeline = catchUp(timeline, log, 7);
    timeline = loadOlder(timeline, known.slice(5), null);

    expect(timeline.applied, `seed ${seed}`).toBe(log.length);
    expect(timeline.messages, `seed ${seed}`).toEqual(roots(log));
    expect(missingAfter(timeline), `seed ${seed}`).toBeNull();
    expect(timeline.ahead.size, `seed ${seed}`).toBe(0);
  }
});
