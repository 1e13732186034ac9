import { describe, expect, it } from 'vitest';
import type { Channel, Message } from '@/api/types';
import { hasGap, markRead, merge, receiveMember, receiveMessage } from './channelEvents';

const channel = (change: Partial<Channel> = {}): Channel => ({
  id: 'c',
  workspace_id: 'w',
  name: 'general',
  slug: 'general',
  type: 'public',
  description: null,
  topic: null,
  archived: false,
  member_count: 2,
  last_seq: 10,
  membership: { role: 'member', last_read_seq: 8 },
  unread_count: 1,
  mention_count: 0,
  created_at: '2025-11-19T14:30:45.123Z',
  ...change,
});
const message = (change: Partial<Message> = {}) => ({ user_id: 'ada', thread_id: null, ...change }) as Message;
const elsewhere = { userId: 'me', isOpen: false };

describe('a message in another channel', () => {
  it('counts as unread', () => {
    expect(receiveMessage(channel(), 11, message(), elsewhere)).toMatchObject({ unread_count: 2, last_seq: 11 });
  });

  it('counts once, and not when the snapshot has counted it', () => {
    const once = receiveMessage(channel(), 11, message(), elsewhere);
    expect(receiveMessage(once, 11, message(), elsewhere)).toBe(once);
    expect(receiveMessage(channel(), 10, message(), elsewhere).unread_count).toBe(1);
  });

  it.each([
    ['one of my own', message({ user_id: 'me' })],
    ['a reply in a thread', message({ thread_id: 'm-1' })],
  ])('does not count when it is %s, and moves the head all the same', (_, received) => {
    expect(receiveMessage(channel(), 11, received, elsewhere)).toMatchObject({ unread_count: 1, last_seq: 11 });
  });
});

describe('reading', () => {
  it('takes what arrives in the open channel for read', () => {
    const open = receiveMessage(channel(), 11, message(), { userId: 'me', isOpen: true });
    expect(open).toMatchObject({ unread_count: 0, membership: { last_read_seq: 11 } });
  });

  it('stays, also where a fresh snapshot knows nothing of it', () => {
    const read = markRead(channel());
    expect(merge(read, channel()).unread_count).toBe(0);
    expect(merge(read, channel({ last_seq: 12, unread_count: 3 })).unread_count).toBe(3);
  });
});

describe('snapshots', () => {
  it('do not go back behind what was pushed', () => {
    const ahead = channel({ last_seq: 12 });
    expect(merge(ahead, channel({ last_seq: 11 }))).toBe(ahead);
    expect(merge(undefined, ahead)).toBe(ahead);
  });

  it('are due after a gap', () => {
    expect(hasGap(channel(), 11)).toBe(false);
    expect(hasGap(channel(), 9)).toBe(false);
    expect(hasGap(channel(), 12)).toBe(true);
  });
});

describe('a new member', () => {
  it('counts once', () => {
    const joined = receiveMember(channel(), 11);
    expect(joined.member_count).toBe(3);
    expect(receiveMember(joined, 11)).toBe(joined);
  });
});
