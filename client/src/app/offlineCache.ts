import { deleteDB, openDB } from 'idb';
import type { Channel, Id, User, Workspace } from '@/api/types';

// What the sidebar needs, kept for the next visit in case that the server cannot be reached then. One person's at a time: signing
// out clears it, and so does anybody else who signs in. Messages are not in here.

const name = 'chatflow-kept';

export interface Kept {
  user: User;
  workspaces: Workspace[];
  channels: Channel[];
}

export async function keep(kept: Kept): Promise<void> {
  const database = await open();
  await database.put('session', kept, 'last');
  database.close();
}

export async function kept(): Promise<Kept | undefined> {
  const database = await open();
  const found = (await database.get('session', 'last')) as Kept | undefined;
  database.close();
  return found;
}

export const forgetKept = (): Promise<void> => deleteDB(name);

/** Of somebody else there is to be nothing left. */
export async function forgetOthers(userId: Id): Promise<void> {
  const found = await kept();
  if (found !== undefined && found.user.id !== userId) await forgetKept();
}

const open = () =>
  openDB(name, 1, {
    upgrade: (database) => {
      database.createObjectStore('session');
    },
  });
