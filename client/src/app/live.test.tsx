// @vitest-environment happy-dom

import { act, cleanup, render, screen } from '@testing-library/react';
import { MemoryRouter, Outlet, Route, Routes } from 'react-router';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as api from '@/api/channels';
import * as messagesApi from '@/api/messages';
import type { Channel, User } from '@/api/types';
import { resetChannels, useChannels } from '@/features/channels/channelsStore';
import { message } from '@/features/messages/fixtures';
import { useMessages } from '@/features/messages/messagesStore';
import { resetMessages } from '@/features/messages/reset';
import { useSession } from '@/features/session/sessionStore';
import { hub } from '@/realtime/hub';
import { texts } from '@/texts';
import { ChannelPage } from './ChannelPage';
import { goLive } from './live';

const handlers = new Map<string, (payload: unknown) => void>();
/** To the end of all that it sets off, such as loading. */
const push = (type: string, payload: unknown) =>
  act(() => {
    handlers.get(type)?.(payload);
    return Promise.resolve();
  });
const join = vi.spyOn(hub, 'invoke');
const list = vi.spyOn(api, 'list');

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
  last_message_at: null,
  last_seq: 2,
  membership: { role: 'member', last_read_seq: 2, notify: 'all' },
  unread_count: 0,
  mention_count: 0,
  created_at: '2025-11-19T14:30:45.123Z',
  ...change,
});
const left = (id: string) => ({ channel_id: 'c', user: { id }, role: 'member', previous_role: null, event_seq: 3 });

async function open(opened: Channel): Promise<void> {
  useChannels.setState({ channels: { c: opened } });
  render(
    <MemoryRouter initialEntries={['/c/c']}>
      <Routes>
        <Route element={<Outlet context={{ id: 'w', name: 'Acme' }} />}>
          <Route path="c/:channelId" element={<ChannelPage />} />
        </Route>
      </Routes>
    </MemoryRouter>,
  );
  await screen.findByText('text 2');
}

const box = () => screen.queryByRole('textbox', { name: /^Message #/ });

beforeAll(() => {
  // There is no layout here, and a list without height shows nothing.
  for (const size of ['clientHeight', 'clientWidth']) Object.defineProperty(HTMLElement.prototype, size, { get: () => 600 });
  vi.spyOn(hub, 'start').mockImplementation(() => undefined);
  vi.spyOn(hub, 'on').mockImplementation((type, handler) => void handlers.set(type, handler as (payload: unknown) => void));
  useSession.setState({ user: { id: 'me', username: 'me', display_name: 'Me' } as User });
  goLive();
});
beforeEach(() => {
  join.mockResolvedValue({ channel_id: 'c', last_seq: 2 });
  list.mockResolvedValue([]);
  vi.spyOn(messagesApi, 'page').mockResolvedValue({ items: [message(2)], pagination: { limit: 50, next_cursor: null } });
});
afterEach(() => {
  cleanup();
  resetMessages();
  resetChannels();
  vi.clearAllMocks();
});

describe('an open channel', () => {
  it('cannot be written to while it is archived, and says so', async () => {
    await open(channel());
    expect(box()).not.toBeNull();

    await push('channel:updated', { ...channel({ archived: true, name: 'lounge', membership: null }), event_seq: 3 });
    expect(screen.getByText(texts.channels.archived)).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'lounge' })).toBeTruthy();
    expect(box()).toBeNull();

    await push('channel:updated', { ...channel({ name: 'lounge', membership: null }), event_seq: 4 });
    expect(box()).not.toBeNull();
  });

  it('goes away when it is deleted, and leaves nothing in memory', async () => {
    await open(channel());
    await push('channel:deleted', { ...channel({ membership: null }), event_seq: 3 });
    expect(screen.getByText(texts.channels.notFound)).toBeTruthy();
    expect(useMessages.getState().channels).toEqual({});
  });

  it('goes away when one is removed from a private one, and leaves nothing in memory', async () => {
    await open(channel({ type: 'private' }));
    await push('member:left', left('ada'));
    expect(box()).not.toBeNull();

    await push('member:left', { ...left('me'), event_seq: 4 });
    expect(screen.getByText(texts.channels.notFound)).toBeTruthy();
    expect(useMessages.getState().channels).toEqual({});
  });

  it('is read on when one has left a public one, and can be joined again', async () => {
    await open(channel());
    join.mockClear();
    await push('member:left', left('me'));
    expect(screen.getByText(texts.channels.joinHint)).toBeTruthy();
    expect(screen.getByText('text 2')).toBeTruthy();
    expect(join).toHaveBeenCalledExactlyOnceWith('channel:join', { channel_id: 'c' });
  });
});
