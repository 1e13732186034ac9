import { beforeEach, expect, it, vi } from 'vitest';
import * as api from '@/api/people';
import type { Presence } from '@/api/types';
import { loadPresence, presenceChanged, presenceOf, resetPresence } from './presenceStore';

const list = vi.spyOn(api, 'presence');

beforeEach(resetPresence);

it('whoever nothing is known of is offline', () => {
  expect(presenceOf('ada')).toBe('offline');
});

it('of two pushes the later one holds, in whatever order they come', () => {
  presenceChanged('ada', 'away', '2025-11-19T14:30:45.200Z');
  presenceChanged('ada', 'online', '2025-11-19T14:30:45.100Z');
  expect(presenceOf('ada')).toBe('away');
});

it('a new list says who is there; who is not in it has gone', async () => {
  presenceChanged('ada', 'online', '2025-11-19T14:30:45.100Z');
  list.mockResolvedValue([{ user_id: 'bob', status: 'away' }]);
  await loadPresence(['w']);
  expect([presenceOf('ada'), presenceOf('bob')]).toEqual(['offline', 'away']);
});

it('a push that comes while the list is on its way holds', async () => {
  let answer: (listed: { user_id: string; status: Presence }[]) => void = () => undefined;
  list.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  const loading = loadPresence(['w']);
  presenceChanged('ada', 'dnd', '2025-11-19T14:30:45.100Z');
  answer([
    { user_id: 'ada', status: 'online' },
    { user_id: 'bob', status: 'away' },
  ]);
  await loading;
  expect([presenceOf('ada'), presenceOf('bob')]).toEqual(['dnd', 'away']);
});
