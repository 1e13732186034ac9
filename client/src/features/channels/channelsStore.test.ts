import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as api from '@/api/channels';
import type { Channel } from '@/api/types';
import { hub } from '@/realtime/hub';
import { addChannel, channelDeleted, loadChannels, markerMoved, markUnread, readUpTo, resetChannels, useChannels } from './channelsStore';
import { channel } from './fixtures';

vi.mock('@/api/channels');

const read = channel({ membership: { role: 'member', last_read_seq: 10, notify: 'all' } });
const held = () => useChannels.getState().channels.c;

beforeEach(async () => {
  vi.spyOn(hub, 'invoke').mockResolvedValue(undefined);
  vi.mocked(api.list).mockResolvedValue([read]);
  vi.mocked(api.listDms).mockResolvedValue([]);
  await loadChannels('w');
});
afterEach(resetChannels);

it('unread on purpose, it is not read by the marker of before that comes late, nor by a new list', async () => {
  markUnread('c', 8, 2);
  markerMoved({ channel_id: 'c', seq: 10, unread_count: 0, mention_count: 0 });
  expect(held()).toMatchObject({ unread_count: 2, membership: { last_read_seq: 8 } });
  await loadChannels('w');
  expect(held()).toMatchObject({ unread_count: 2, membership: { last_read_seq: 8 } });
});

it('unread on purpose, it is read by reading it, here or elsewhere', () => {
  markUnread('c', 8, 2);
  readUpTo('c', 10);
  expect(held()).toMatchObject({ unread_count: 0, membership: { last_read_seq: 10 } });
  markUnread('c', 8, 2);
  markerMoved({ channel_id: 'c', seq: 11, unread_count: 0, mention_count: 0 });
  expect(held()).toMatchObject({ unread_count: 0, membership: { last_read_seq: 11 } });
});

it('a channel that comes or goes while the lists are on their way is as the pushes said', async () => {
  let answer: (channels: Channel[]) => void = () => undefined;
  vi.mocked(api.list).mockReturnValue(new Promise((resolve) => (answer = resolve)));
  const loading = loadChannels('w');
  addChannel(channel({ id: 'new' }));
  channelDeleted('c');
  answer([read]);
  await loading;
  expect(Object.keys(useChannels.getState().channels)).toEqual(['new']);
});
