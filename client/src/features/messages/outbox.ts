import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Id } from '@/api/types';
import type { PendingMessage } from './pending';

/** A message that is not sent yet, as it is kept in the browser. Its id says when it was written: they sort by it. */
export interface Unsent extends PendingMessage {
  channel_id: Id;
}

interface Schema extends DBSchema {
  outbox: { key: Id; value: Unsent };
}

const opening: Promise<IDBPDatabase<Schema>> | null =
  typeof indexedDB === 'undefined'
    ? null
    : openDB<Schema>('chatflow', 1, { upgrade: (database) => void database.createObjectStore('outbox', { keyPath: 'client_message_id' }) });
opening?.catch(() => undefined);

/** What the browser would not keep, for lack of room or by its settings: it lives as long as the tab. */
const inMemory = new Map<Id, Unsent>();

/** Writes take their turn, so that of two about one message the later one counts. */
let written: Promise<unknown> = Promise.resolve();

export function keepUnsent(message: Unsent): void {
  inMemory.set(message.client_message_id, message);
  inTurn(async (database) => {
    await database.put('outbox', message);
    // Unless it changed meanwhile: then a later write is on its way.
    if (inMemory.get(message.client_message_id) === message) inMemory.delete(message.client_message_id);
  });
}

export function dropUnsent(id: Id): void {
  inMemory.delete(id);
  inTurn((database) => database.delete('outbox', id));
}

/** What was kept and dropped here until now is so for the other tabs too. */
export async function allWritten(): Promise<void> {
  await written;
}

/** Whether it still is to be sent, or another tab has done it. */
export async function isUnsent(id: Id): Promise<boolean> {
  await written;
  if (inMemory.has(id)) return true;
  const database = await opening?.catch(() => null);
  return (await database?.count('outbox', id)) === 1;
}

/** The oldest first, also those of other tabs and earlier visits. */
export async function allUnsent(userId: Id): Promise<Unsent[]> {
  await written;
  const database = await opening?.catch(() => null);
  const kept = (await database?.getAll('outbox')) ?? [];
  return [...kept, ...inMemory.values()].filter((one) => one.user_id === userId).sort((a, b) => a.client_message_id.localeCompare(b.client_message_id));
}

export async function eraseUnsent(userId: Id): Promise<void> {
  for (const { client_message_id } of await allUnsent(userId)) dropUnsent(client_message_id);
  await written;
}

function inTurn(write: (database: IDBPDatabase<Schema>) => Promise<unknown>): void {
  if (opening === null) return;
  // What fails stays in memory.
  written = written.then(async () => write(await opening)).catch(() => undefined);
}
