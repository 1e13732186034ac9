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
