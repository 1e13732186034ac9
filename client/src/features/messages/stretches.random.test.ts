import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as channels from '@/api/channels';
import * as api from '@/api/messages';
import type { ChannelEvent, Message } from '@/api/types';
import { hub } from '@/realtime/hub';
import { generator, message } from './fixtures';
import { backToLatest, loadNewerMessages, loadOlderMessages, openAround } from './history';
import { openChannel, receiveHead, receivePush } from './loading';
import { messagesOf } from './messagesStore';
import { resetMessages } from './reset';
import { heldAtMost, newestKept } from './stretches';

// However one goes through a long channel, and whatever happens in it meanwhile: what is held is the log, in pieces without
// holes, and not much of it.

/** The runner's own limit would be one on the speed of the machine. */
const patience = 120_000;

/** A channel on the server as it is at present, and all that has happened in it. */
class Channel {
  readonly roots: Message[] = [];
  readonly log: ChannelEvent[] = [];
  private readonly random: () => number;

  constructor(length: number, random: () => number) {
    this.random = random;
    while (this.roots.length < length) this.happen();
  }

  get head(): number {
    return this.log.length;
  }

  /** One thing more; mostly a message. Gives the push. */
  happen(): ChannelEvent {
    const seq = this.head + 1;
    const dice = this.random();
    const at = Math.floor(this.random() * this.roots.length);
    const any = this.roots[at];
    if (dice < 0.8 || any?.deleted_at !== null) this.roots.push(message(seq));
    else if (dice < 0.9) this.roots[at] = { ...any, content: `edited by ${seq}`, edited_at: 'later' };
    else this.roots[at] = { ...any, content: '', deleted_at: any.created_at };
    const type = this.roots[at] === any ? 'message:received' : dice < 0.9 ? 'message:edited' : 'message:deleted';
    const payload = type === 'message:deleted' ? { message_id: any?.id, channel_id: 'c' } : type === 'message:edited' ? this.roots[at] : this.roots.at(-1);
    const event = { seq, type, payload } as ChannelEvent;
    this.log.push(event);
    return event;
  }

  before = (seq: number): Message[] => this.roots.filter((one) => one.seq < seq).slice(-50);
  after = (seq: number): Message[] => this.roots.filter((one) => one.seq > seq).slice(0, 50);
  around = (seq: number): Message[] => [...this.before(seq).slice(-25), ...this.after(seq - 1).slice(0, 25)];

  /** Newest first, with the cursors where there is more on that side. */
  answer(messages: Message[]) {
    const [first, last] = [messages[0], messages.at(-1)];
    const older = first === undefined || first === this.roots[0] ? null : first.seq;
    const newer = last === undefined || last === this.roots.at(-1) ? null : last.seq;
    return Promise.resolve({ items: messages.toReversed(), pagination: { limit: 50, next_cursor: older, prev_cursor: newer } });
  }
}

let channel: Channel;
/** The last that was seen at the end of the channel. */
let seen = 0;
const timeline = () => messagesOf('c').timeline;
const seqs = (messages: readonly Message[]) => messages.map(({ seq }) => seq);

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(hub, 'invoke').mockImplementation(() => Promise.resolve({ channel_id: 'c', last_seq: channel.head }));
  vi.spyOn(channels, 'eventsAfter').mockImplementation((_, after) => {
    const events = channel.log.slice(after, after + 200);
    return Promise.resolve({ events, last_seq: channel.head, more: after + 200 < channel.head });
  });
  vi.spyOn(api, 'page').mockImplementation((_, before) => channel.answer(channel.before(Number(before ?? Infinity))));
  vi.spyOn(api, 'pageAfter').mockImplementation((_, after) => channel.answer(channel.after(Number(after))));
  vi.spyOn(api, 'pageAround').mockImplementation((_, seq) => channel.answer(channel.around(seq)));
  vi.spyOn(api, 'get').mockImplementation((id) => Promise.resolve(channel.roots.find((one) => one.id === id) ?? message(0)));
});
afterEach(() => {
  resetMessages();
  vi.useRealTimers();
});

async function begin(length: number, random: () => number): Promise<void> {
  resetMessages();
  channel = new Channel(length, random);
  await openChannel('c');
  seen = channel.head;
}

/** Pushes while a page is on its way: some get lost, some come twice, some overtake others. */
function disturbed(count: number, random: () => number): void {
  const pushes = Array.from({ length: count }, () => channel.happen()).flatMap((push) => (random() < 0.2 ? [] : random() < 0.2 ? [push, push] : [push]));
  for (const push of pushes.sort(() => random() - 0.7)) receivePush('c', push);
}

async function settled(): Promise<void> {
  receiveHead('c', channel.head);
  await vi.advanceTimersByTimeAsync(5_000);
}

function expectPieces(where: string): void {
  const { messages, stretch, applied } = timeline();
  const from = messages[0]?.seq ?? Infinity;
  const known = seqs(channel.roots).filter((seq) => seq >= from && seq <= (applied ?? 0));
  expect(seqs(messages).filter((seq) => seq <= (applied ?? 0)), where).toEqual(known);
  if (stretch === null) return;
  const [first, last] = [stretch.messages[0]?.seq ?? 0, stretch.messages.at(-1)?.seq ?? 0];
  expect(last, where).toBeLessThan(from);
  expect(seqs(stretch.messages), where).toEqual(seqs(channel.roots).filter((seq) => seq >= first && seq <= last));
  expect(stretch.older, where).toBe(first === channel.roots[0]?.seq ? null : String(first));
  expect(stretch.newer, where).toBe(String(last));
  expect(stretch.messages.length, where).toBeLessThanOrEqual(heldAtMost);
}

function expectLittle(where: string): void {
  const { messages, stretch } = timeline();
  const unseen = channel.roots.filter(({ seq }) => seq > seen).length;
  expect(messages.length + (stretch?.messages.length ?? 0), where).toBeLessThan(2 * heldAtMost + 2 * newestKept + unseen);
}

describe('a long channel', () => {
  it('is held in pieces without holes, however one goes through it', async () => {
    let parted = 0;
    for (let seed = 0; seed < 12; seed++) {
      const random = generator(seed);
      await begin(2_000, random);
      for (let step = 0; step < 30; step++) {
        const where = `seed ${seed}, step ${step}`;
        const dice = random();
        if (dice < 0.1) {
          backToLatest('c');
          seen = timeline().applied ?? 0;
        } else if (dice < 0.2) await openAround('c', Math.floor(random() * channel.head));
        const isUp = random() < 0.7;
        for (let pages = Math.floor(random() * 30); pages >= 0; pages--) {
          const loading = isUp ? loadOlderMessages('c', seen) : loadNewerMessages('c');
          disturbed(random() < 0.3 ? Math.floor(random() * 8) : 0, random);
          await loading;
          expectPieces(where);
          expectLittle(where);
        }
        if (random() < 0.5) await settled();
        if (timeline().stretch !== null) parted++;
      }
      await settled();
      const { messages, stretch, applied } = timeline();
      expect(applied).toBe(channel.head);
      const [from, ...rest] = [stretch?.messages ?? [], messages].map((held) => held[0]?.seq ?? Infinity);
      expect(messages, `seed ${seed}`).toEqual(channel.roots.filter(({ seq }) => seq >= (rest[0] ?? 0)));
      expect(stretch?.messages ?? [], `seed ${seed}`).toEqual(channel.roots.filter(({ seq }) => seq >= (from ?? 0) && seq <= (stretch?.messages.at(-1)?.seq ?? 0)));
    }
    expect(parted).toBeGreaterThan(100);
  }, patience);

  it('is seen whole on the way up, and again on the way down, with what came meanwhile at its end', async () => {
    const random = generator(1);
    await begin(2_600, random);
    const all = new Set<number>();
    const look = () => (timeline().stretch ?? timeline()).messages.forEach(({ seq }) => all.add(seq));
    look();
    while ((timeline().stretch ?? timeline()).older !== null) {
      await loadOlderMessages('c', seen);
      look();
    }
    expect(timeline().stretch?.messages).toHaveLength(heldAtMost);
    disturbed(40, random);
    await settled();
    all.clear();
    look();
    while (timeline().stretch !== null) {
      await loadNewerMessages('c');
      look();
    }
    expect([...all].sort((a, b) => a - b)).toEqual(seqs(channel.roots));
    expect(timeline().messages.at(-1)).toEqual(channel.roots.at(-1));
  }, patience);

  it('keeps all that came since one was at its end', async () => {
    await begin(400, generator(2));
    for (let count = 0; count < 900; count++) receivePush('c', channel.happen());
    const unseen = seqs(channel.roots).filter((seq) => seq > seen);
    while ((timeline().stretch ?? timeline()).older !== null) await loadOlderMessages('c', seen);
    expect(seqs(timeline().messages)).toEqual(expect.arrayContaining(unseen));
  });

  it('is another place after a jump, and the same one however far one scrolls', async () => {
    await begin(2_000, generator(3));
    const { visit } = timeline();
    while ((timeline().stretch ?? timeline()).older !== null) await loadOlderMessages('c', seen);
    expect(timeline().stretch).not.toBeNull();
    expect(timeline().visit).toBe(visit);
    while (timeline().stretch !== null) await loadNewerMessages('c');
    expect(timeline().visit).toBe(visit);
    await openAround('c', 100);
    expect(timeline().visit).toBe(visit + 1);
    backToLatest('c');
    expect(timeline().visit).toBe(visit + 2);
  });
});
