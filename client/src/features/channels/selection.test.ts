import { describe, expect, it } from 'vitest';
import type { Channel } from '@/api/types';
import { channel } from './fixtures';
import { asListed, badgeOf, inWorkspace, isChannelModerator, isUnread, neighbour } from './selection';

const byId = (...channels: Channel[]) => Object.fromEntries(channels.map((one) => [one.id, one]));
const ids = (channels: Channel[]) => channels.map(({ id }) => id);
const dm = (id: string, last_message_at: string | null = null) => channel({ id, type: 'direct', name: id, last_message_at });
const membership = (notify: 'all' | 'muted') => ({ role: 'member', last_read_seq: 8, notify });

describe('the sidebar', () => {
  it('has the channels one is in by name, then the conversations by their newest message', () => {
    const channels = byId(
      channel({ id: 'b', name: 'beta' }),
      channel({ id: 'a', name: 'alpha' }),
      dm('old', '2025-11-01T00:00:00.000Z'),
      dm('new', '2025-11-21T00:00:00.000Z'),
      channel({ id: 'x', membership: null }),
      channel({ id: 'archived', archived: true }),
      channel({ id: 'elsewhere', workspace_id: 'other' }),
    );
    expect(ids(asListed(channels, 'w'))).toEqual(['a', 'b', 'new', 'old']);
    expect(ids(inWorkspace(channels, 'w').joinable)).toEqual(['x']);
  });
});

describe('unread', () => {
  it('is what has something new, unless it is muted or not one’s own', () => {
    expect(isUnread(channel({ unread_count: 1 }))).toBe(true);
    expect(isUnread(channel({ unread_count: 1, membership: membership('muted') }))).toBe(false);
    expect(isUnread(channel({ unread_count: 1, membership: null }))).toBe(false);
  });

  it('is a muted channel with a mention all the same', () => {
    expect(isUnread(channel({ unread_count: 1, mention_count: 1, membership: membership('muted') }))).toBe(true);
  });
});

describe('the number', () => {
  it('counts mentions in a channel, and everything in a conversation', () => {
    expect(badgeOf(channel({ unread_count: 5, mention_count: 2 }))).toBe(2);
    expect(badgeOf({ ...dm('d'), unread_count: 5 })).toBe(5);
    expect(badgeOf({ ...dm('d'), unread_count: 5, membership: membership('muted') })).toBe(0);
  });
});

describe('the next channel', () => {
  const listed = [channel({ id: 'a' }), channel({ id: 'b', unread_count: 1 }), channel({ id: 'c' })];

  it('is below or above, around the ends', () => {
    expect(neighbour(listed, 'a', 1)?.id).toBe('b');
    expect(neighbour(listed, 'a', -1)?.id).toBe('c');
    expect(neighbour(listed, 'c', 1)?.id).toBe('a');
  });

  it('is the first or the last where none is open', () => {
    expect(neighbour(listed, undefined, 1)?.id).toBe('a');
    expect(neighbour(listed, undefined, -1)?.id).toBe('c');
  });

  it('passes over what does not fit, and is none where nothing does', () => {
    expect(neighbour(listed, 'c', -1, isUnread)?.id).toBe('b');
    expect(neighbour(listed, 'b', 1, isUnread)).toBeUndefined();
  });
});

it('a channel is ruled by its own moderators and by those of the workspace', () => {
  expect(isChannelModerator(channel(), 'member')).toBe(false);
  expect(isChannelModerator(channel(), 'moderator')).toBe(true);
  expect(isChannelModerator(channel({ membership: { role: 'moderator', last_read_seq: 0, notify: 'all' } }), 'member')).toBe(true);
});
