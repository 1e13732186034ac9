import { describe, expect, it } from 'vitest';
import type { ChannelEvent, Message } from '@/api/types';
import { generator, message } from './fixtures';
import { loadThread, isKnownSince } from './threads';
import { emptyTimeline, loadLatest, loadOlder, missingAfter, receive, receiveAll, refreshed, takeStale, type Timeline } from './timeline';

// Whatever the network does to the pushes, catching up from the log gives the log.

/** The runner's own limit would be one on the speed of the machine. */
const patience = 120_000;

/**
 * The server: its messages as they stand after each event, and the events as they were pushed. A feed tells of a message as
 * it is when it is read, a push as it was.
 */
class Server {
  readonly pushes: ChannelEvent[] = [];
  private readonly states = [new Map<string, Message>()];

  constructor(length: number, random: () => number) {
    for (let seq = 1; seq <= length; seq++) this.write(seq, random);
  }

  get head(): number {
    return this.pushes.length;
  }

  at(seq: number): Message[] {
    return [...(this.states[seq] ?? new Map<string, Message>()).values()].sort((a, b) => a.seq - b.seq);
  }

  message(id: string, seq: number): Message | undefined {
    return this.states[seq]?.get(id);
  }

  roots = (seq: number): Message[] => this.at(seq).filter((one) => one.thread_id === null);
  replies = (rootId: string, seq: number): Message[] => this.at(seq).filter((one) => one.thread_id === rootId);

  /** GET /events, read when everything up to `present` was written. */
  feed(after: number, limit: number, present = this.head): ChannelEvent[] {
    return this.pushes.slice(after, Math.min(after + limit, present)).map((push) => {
      const { payload, type } = push;
      if (type === 'message:deleted' || type.startsWith('reaction') || type.startsWith('member')) return push;
      return { ...push, payload: this.message((payload as Message).id, present) };
    });
  }

  private write(seq: number, random: () => number): void {
    const state = new Map(this.states[seq - 1]);
    const living = [...state.values()].filter((one) => one.deleted_at === null);
    const any = living[Math.floor(random() * living.length)];
    const dice = random();
    this.states[seq] = state;
    if (dice < 0.08) this.pushes.push({ seq, type: 'member:joined', payload: { channel_id: 'c' } });
    else if (dice < 0.45 || any === undefined) this.post(seq, state, null);
    else if (dice < 0.6) this.post(seq, state, any.thread_id ?? any.id);
    else if (dice < 0.7) this.put(seq, 'message:edited', state, { ...any, content: `edited by ${seq}`, edited_at: 'later' });
    else if (dice < 0.78) this.delete(seq, state, any);
    else if (dice < 0.92) this.react(seq, state, any, random);
    else if (any.pinned === null) this.put(seq, 'message:pinned', state, { ...any, pinned: { by: 'ada', at: `${seq}` } });
    else this.put(seq, 'message:unpinned', state, { ...any, pinned: null });
  }

  private post(seq: number, state: Map<string, Message>, threadId: string | null): void {
    const posted = message(seq, { thread_id: threadId });
    state.set(posted.id, posted);
    const root = state.get(threadId ?? '');
    if (root !== undefined) state.set(root.id, { ...root, reply_count: root.reply_count + 1, last_reply_at: posted.created_at });
    this.pushes.push({ seq, type: 'message:received', payload: posted });
  }

  private put(seq: number, type: string, state: Map<string, Message>, changed: Message): void {
    state.set(changed.id, changed);
    this.pushes.push({ seq, type, payload: changed });
  }

  private delete(seq: number, state: Map<string, Message>, { id, thread_id, created_at, ...rest }: Message): void {
    const empty = { content: '', deleted_at: created_at, reactions: [], mentions: [], files: [], pinned: null };
    state.set(id, { ...rest, id, thread_id, created_at, ...empty });
    const root = state.get(thread_id ?? '');
    const last = [...state.values()].filter((one) => one.thread_id === thread_id && one.deleted_at === null).at(-1);
    if (root !== undefined) state.set(root.id, { ...root, reply_count: root.reply_count - 1, last_reply_at: last?.created_at ?? null });
    this.pushes.push({ seq, type: 'message:deleted', payload: { message_id: id, channel_id: 'c' } });
  }

  private react(seq: number, state: Map<string, Message>, any: Message, random: () => number): void {
    const emoji = random() < 0.5 ? '👍' : '🎉';
    const user = random() < 0.5 ? 'ada' : 'bob';
    const held = any.reactions.find((one) => one.emoji === emoji)?.user_ids ?? [];
    const isAdded = !held.includes(user);
    const users = isAdded ? [...held, user] : held.filter((id) => id !== user);
    const entry = { emoji, count: users.length, user_ids: users };
    const reactions = any.reactions.map((one) => (one.emoji === emoji ? entry : one)).filter((one) => one.count > 0);
    if (held.length === 0) reactions.push(entry);
    state.set(any.id, { ...any, reactions });
    const payload = { message_id: any.id, channel_id: 'c', emoji, user_id: user, count: users.length };
    this.pushes.push({ seq, type: isAdded ? 'reaction:added' : 'reaction:removed', payload });
  }
}

function disturb(pushes: ChannelEvent[], random: () => number): ChannelEvent[] {
  return pushes
    .filter(() => random() > 0.2)
    .flatMap((push) => (random() < 0.2 ? [push, push] : [push]))
    .map((push) => ({ push, at: push.seq + random() * 12 }))
    .sort((a, b) => a.at - b.at)
    .map(({ push }) => push);
}

function catchUp(timeline: Timeline, server: Server, limit: number): Timeline {
  let current = timeline;
  for (let page = server.feed(current.applied ?? 0, limit); page.length > 0; page = server.feed(current.applied ?? 0, limit)) {
    current = receiveAll(current, page);
  }
  return current;
}

/** What is marked is asked for, until nothing is. */
function refreshAll(timeline: Timeline, server: Server): Timeline {
  let [stale, current] = takeStale(timeline);
  while (stale.length > 0) {
    for (const id of stale) {
      const present = server.message(id, server.head);
      if (present !== undefined) current = refreshed(current, present, server.head);
    }
    [stale, current] = takeStale(current);
  }
  return current;
}

const newestFirst = (messages: Message[]): Message[] => [...messages].reverse();

describe('any disturbance of the pushes', () => {
  const seeds = Array.from({ length: 200 }, (_, seed) => seed);

  it('ends in the log', () => {
    const threads = seeds.map(endsInTheLog);
    expect(threads.filter((replies) => replies > 0).length).toBeGreaterThan(20);
  }, patience);

  /** How many replies the thread had that was opened on the way. */
  function endsInTheLog(seed: number): number {
    const random = generator(seed);
    const server = new Server(20 + Math.floor(random() * 180), random);
    const head = Math.floor(random() * server.head);
    const pushes = disturb(server.pushes, random);
    const early = Math.floor(random() * pushes.length);

    let timeline = receiveAll(emptyTimeline, pushes.slice(0, early));
    // The page is read after the head was noted, and may be from later.
    const known = newestFirst(server.roots(Math.min(head + Math.floor(random() * 5), server.head)));
    timeline = loadLatest(timeline, known.slice(0, 10), known.length > 10 ? 'more' : null, head);

    // An older page and a thread are asked for at some time, answered with what was there then, and arrive at another.
    const askedAt = early + Math.floor(random() * (pushes.length - early));
    const arrivesAt = askedAt + Math.floor(random() * 20);
    let asked: { since: number; older: Message[]; root: Message | undefined; replies: Message[] } | null = null;

    for (const [index, push] of pushes.entries()) {
      if (index < early) continue;
      if (index === askedAt) {
        const since = timeline.applied ?? 0;
        const root = server.roots(since)[0];
        asked = { since, older: newestFirst(server.roots(since)).slice(5), root, replies: server.replies(root?.id ?? '', since) };
      }
      if (index === arrivesAt && asked !== null) {
        timeline = loadOlder(timeline, asked.older, null, asked.since);
        expect(isKnownSince(timeline, asked.since), `seed ${seed}`).toBe(true);
        if (asked.root !== undefined) timeline = loadThread(timeline, asked.root, asked.replies, asked.since);
      }
      timeline = receive(timeline, push);
      const after = missingAfter(timeline);
      // Asked at once, but only now and then answered before the next push.
      if (after !== null && random() < 0.3) timeline = receiveAll(timeline, server.feed(after, 1 + Math.floor(random() * 20)));
      const shown = timeline.messages.map((one) => one.seq);
      expect(shown, `seed ${seed}`).toEqual([...new Set(shown)].sort((a, b) => a - b));
    }
    timeline = catchUp(timeline, server, 7);
    timeline = loadOlder(timeline, newestFirst(server.roots(server.head)), null, server.head);
    timeline = refreshAll(timeline, server);

    expect(timeline.applied, `seed ${seed}`).toBe(server.head);
    expect(timeline.messages, `seed ${seed}`).toEqual(server.roots(server.head));
    for (const [id, { root, replies }] of timeline.threads) {
      expect(root, `seed ${seed}`).toEqual(server.message(id, server.head));
      expect(replies, `seed ${seed}`).toEqual(server.replies(id, server.head));
    }
    expect(missingAfter(timeline), `seed ${seed}`).toBeNull();
    expect(timeline.ahead.size, `seed ${seed}`).toBe(0);
    return [...timeline.threads.values()].reduce((sum, { replies }) => sum + replies.length, 0);
  }
});
