import { create } from 'zustand';
import * as api from '@/api/notifications';
import { asApiError } from '@/api/errors';
import type { Id, Note, ReadMarker } from '@/api/types';
import { errorText } from '@/ui/errorText';
import { asFreshUnread, merged, readIn, readThese } from './notes';

interface NotesState {
  /** The newest first. */
  notes: Note[];
  /** Where the next older page begins; null at the end, undefined before the first. */
  cursor: string | null | undefined;
  failure: string | null;
}

const initial: NotesState = { notes: [], cursor: undefined, failure: null };
export const useNotes = create<NotesState>(() => initial);
const { getState, setState } = useNotes;

export const selectUnreadCount = ({ notes }: NotesState): number => notes.filter((note) => !note.read).length;

/** What waits, at the start and after every reconnect. Throws when the network fails. */
export async function loadUnread(): Promise<void> {
  const asked = getState().notes;
  const { items, pagination } = await api.unread();
  setState(({ notes }) => ({ notes: asFreshUnread(notes, items, items.length >= pagination.limit, asked) }));
}

/** The next older page. */
export async function loadNotes(): Promise<void> {
  const { cursor } = getState();
  if (cursor === null) return;
  setState({ failure: null });
  try {
    const { items, pagination } = await api.page(cursor);
    const next = pagination.next_cursor;
    setState(({ notes }) => ({ notes: merged(notes, items), cursor: next === null || next === undefined ? null : String(next) }));
  } catch (error) {
    setState({ failure: errorText(asApiError(error)) });
  }
}

export function noteCreated(note: Note): void {
  setState(({ notes }) => ({ notes: merged(notes, [note]) }));
}

/** Reading a channel, here or elsewhere, reads what it was noted for. */
export function channelRead(marker: ReadMarker): void {
  setState(({ notes }) => ({ notes: readIn(notes, marker) }));
}

/** Having been added to a channel is old news once it is open. */
export async function channelOpened(channelId: Id): Promise<void> {
  const ids = getState().notes.filter((note) => !note.read && note.channel_id === channelId && note.message === null).map(({ id }) => id);
  if (ids.length === 0) return;
  setState(({ notes }) => ({ notes: readThese(notes, ids) }));
  await api.read(ids);
}

export async function readNote(id: Id): Promise<void> {
  setState(({ notes }) => ({ notes: readThese(notes, [id]) }));
  await api.read([id]);
}

export async function readAllNotes(): Promise<void> {
  setState(({ notes }) => ({ notes: readThese(notes, notes.map(({ id }) => id)) }));
  await api.readAll();
}

export function resetNotes(): void {
  setState(initial, true);
}
