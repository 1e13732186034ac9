import type { ChannelEvent, Message } from '@/api/types';
import type { PendingMessage } from './pending';

// Builders for the tests of this folder.

export function message(seq: number, change: Partial<Message> = {}): Message {
  const user = change.user_id ?? 'ada';
  return {
    id: `m-${seq}`,
    channel_id: 'c',
    user_id: user,
    sender: { id: user, username: user, display_name: user, avatar_url: null },
    content: `text ${seq}`,
    thread_id: null,
    seq,
    client_message_id: null,
    created_at: new Date(Date.UTC(2025, 10, 19, 14, 0, seq)).toISOString(),
    edited_at: null,
    deleted_at: null,
    reply_count: 0,
    last_reply_at: null,
    reactions: [],
    mentions: [],
    files: [],
    pinned: null,
    ...change,
  };
}

export const event = (seq: number, change: Partial<Message> = {}): ChannelEvent => ({
  seq,
  type: 'message:received',
  payload: message(seq, change),
});

export const pending = (id: string, change: Partial<PendingMessage> = {}): PendingMessage => ({
  client_message_id: id,
  user_id: 'me',
  content: `text ${id}`,
  thread_id: null,
  files: [],
  created_at: '2025-11-19T14:30:00.000Z',
  failure: null,
  ...change,
});

/** mulberry32: small, and the same everywhere, so that a seed in a failure can be run again. */
export function generator(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
