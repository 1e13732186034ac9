import type { Id, Note, ReadMarker } from '@/api/types';

// The list of notes is a merge of pages, pushes and what is unread. Pure, as it is the same whatever came first.

/** The newest first; what came twice is there once, and read if either of the two was. */
export function merged(held: Note[], more: Note[]): Note[] {
  const byId = new Map(held.map((note) => [note.id, note]));
  for (const note of more) byId.set(note.id, { ...note, read: note.read || byId.get(note.id)?.read === true });
  return [...byId.values()].sort((a, b) => b.id.localeCompare(a.id));
}

/**
 * What the server has unread is all that is, as far back as its list goes: the rest of what was held when it was asked
 * was read on another device. What came since may be younger than the answer.
 */
export function asFreshUnread(held: Note[], unread: Note[], isCut: boolean, asked: Note[]): Note[] {
  const ids = new Set(unread.map(({ id }) => id));
  const oldest = isCut ? (unread.at(-1)?.id ?? '') : '';
  const askedFor = new Set(asked.map(({ id }) => id));
  const isUnknown = ({ id }: Note) => !askedFor.has(id) || id < oldest;
  return merged(
    held.map((note) => (ids.has(note.id) || isUnknown(note) ? note : { ...note, read: true })),
    unread,
  );
}

/** Up to the marker. Replies are read in their thread, and stay. */
export function readIn(held: Note[], { channel_id, seq }: Pick<ReadMarker, 'channel_id' | 'seq'>): Note[] {
  const passes = ({ message }: Note) => message !== null && message.thread_id === null && message.seq <= seq;
  return held.map((note) => (note.channel_id === channel_id && passes(note) ? { ...note, read: true } : note));
}

export function readThese(held: Note[], ids: Id[]): Note[] {
  return held.map((note) => (ids.includes(note.id) ? { ...note, read: true } : note));
}
