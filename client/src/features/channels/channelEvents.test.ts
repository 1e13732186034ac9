import { describe, expect, it } from 'vitest';
import type { Channel, Message } from '@/api/types';
import { hasGap, markRead, merge, named, receiveLeave, receiveMarker, receiveMember, receiveMessage, receiveOther, receiveUpdate } from './channelEvents';
import { channel as general } from './fixtures';

const channel = (change: Partial<Channel> = {}): Channel => general({ unread_count: 1, ...change });
const message = (change: Partial<Message> = {}) => ({ user_id: 'ada', thread_id: null, mentions: [], ...change }) as Message;
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
    const joined = receiveMember(channel(), 11, true);
    expect(joined.member_count).toBe(3);
    expect(receiveMember(joined, 11, true)).toBe(joined);
  });

  it('is none when a member got another role', () => {
    expect(receiveMember(channel(), 11, false)).toMatchObject({ member_count: 2, last_seq: 11 });
  });
});

describe('a member who leaves', () => {
  it('counts once', () => {
    const left = receiveLeave(channel(), 11, false);
    expect(left).toMatchObject({ member_count: 1, last_seq: 11, unread_count: 1, membership: { role: 'member' } });
    expect(receiveLeave(left, 11, false)).toBe(left);
  });

  it('has nothing unread any more when it is oneself', () => {
    expect(receiveLeave(channel(), 11, true)).toMatchObject({ member_count: 1, unread_count: 0, membership: null });
  });

  it('stays in, when the snapshot knows that they came back', () => {
    const again = channel({ last_seq: 12 });
    expect(receiveLeave(again, 11, true)).toBe(again);
  });
});

describe('a changed channel', () => {
  const changed = channel({ name: 'lounge', slug: 'lounge', topic: 'lunch', archived: true, membership: null, unread_count: 0, member_count: 9 });

  it('has its new name and state, and keeps what is ours', () => {
    expect(receiveUpdate(channel(), 11, changed)).toEqual(
      channel({ name: 'lounge', slug: 'lounge', topic: 'lunch', archived: true, last_seq: 11 }),
    );
  });

  it('is not changed back by a push that comes late', () => {
    const ahead = channel({ last_seq: 11 });
    expect(receiveUpdate(ahead, 11, changed)).toBe(ahead);
  });
});

describe('a mention', () => {
  it('counts beside the message, and also where it is a reply', () => {
    const mention = { ...message(), mentions: ['me'] };
    expect(receiveMessage(channel(), 11, mention, elsewhere)).toMatchObject({ unread_count: 2, mention_count: 1 });
    expect(receiveMessage(channel(), 11, { ...mention, thread_id: 'm-1' }, elsewhere)).toMatchObject({ unread_count: 1, mention_count: 1 });
  });

  it('of somebody else, or by oneself, does not', () => {
    expect(receiveMessage(channel(), 11, { ...message(), mentions: ['ada'] }, elsewhere).mention_count).toBe(0);
    expect(receiveMessage(channel(), 11, { ...message({ user_id: 'me' }), mentions: ['me'] }, elsewhere).mention_count).toBe(0);
  });
});

it('an edit or a reaction moves the head and counts nothing, so that the next message is no gap', () => {
  const moved = receiveOther(channel(), 11);
  expect(moved).toMatchObject({ last_seq: 11, unread_count: 1 });
  expect(hasGap(moved, 12)).toBe(false);
});

describe('the own marker', () => {
  it('moved on another device is moved here', () => {
    const read = receiveMarker(channel(), { channel_id: 'c', seq: 10, unread_count: 0, mention_count: 0 });
    expect(read).toMatchObject({ unread_count: 0, membership: { last_read_seq: 10 } });
  });

  it('does not go back', () => {
    const held = channel();
    expect(receiveMarker(held, { channel_id: 'c', seq: 7, unread_count: 3, mention_count: 0 })).toBe(held);
  });
});

describe('the name of a conversation', () => {
  const user = (id: string) => ({ id, username: id, display_name: id.toUpperCase(), avatar_url: null });

  it('is that of the others in it', () => {
    expect(named(channel({ users: [user('ada'), user('me'), user('bob')] }), 'me').name).toBe('ADA, BOB');
  });

  it('is one’s own where nobody else is in it', () => {
    expect(named(channel({ users: [user('me')] }), 'me').name).toBe('ME');
  });
});
