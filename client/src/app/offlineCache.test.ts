import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import type { Channel, User, Workspace } from '@/api/types';
import { forgetKept, forgetOthers, keep, kept } from './offlineCache';

const visit = (id: string) => ({ user: { id } as User, workspaces: [{ id: 'w' } as Workspace], channels: [{ id: 'c' } as Channel] });

beforeEach(forgetKept);

it('what was kept is there at the next visit', async () => {
  await keep(visit('me'));
  expect(await kept()).toEqual(visit('me'));
});

it('after signing out there is nothing', async () => {
  await keep(visit('me'));
  await forgetKept();
  expect(await kept()).toBeUndefined();
});

it('somebody else who signs in finds nothing, the same person everything', async () => {
  await keep(visit('me'));
  await forgetOthers('me');
  expect(await kept()).toEqual(visit('me'));
  await forgetOthers('you');
  expect(await kept()).toBeUndefined();
});
