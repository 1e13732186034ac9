import { expect, it, vi } from 'vitest';
import * as api from '@/api/notifications';
import type { Note } from '@/api/types';
import { loadUnread, noteCreated, selectUnreadCount, useNotes } from './notesStore';

it('a note that comes while the unread ones are loaded stays unread', async () => {
  let answer: (page: Awaited<ReturnType<typeof api.unread>>) => void = () => undefined;
  vi.spyOn(api, 'unread').mockReturnValue(new Promise((resolve) => (answer = resolve)));
  const loading = loadUnread();
  noteCreated({ id: '1', read: false } as Note);
  answer({ items: [], pagination: { limit: 100 } });
  await loading;
  expect(selectUnreadCount(useNotes.getState())).toBe(1);
});
