import { describe, expect, it } from 'vitest';
import type { Message, Note } from '@/api/types';
import { asFreshUnread, merged, readIn, readThese } from './notes';

const note = (id: string, change: Partial<Note> = {}): Note => ({
  id,
  type: 'mention',
  actor: { id: 'ada', username: 'ada', display_name: 'Ada', avatar_url: null },
  channel_id: 'c',
  message: { seq: Number(id), thread_id: null as string | null } as Message,
  created_at: '2025-11-19T14:30:45.123Z',
  read: false,
  ...change,
});
const ids = (notes: Note[]) => notes.map(({ id }) => id);
const unread = (notes: Note[]) => ids(notes.filter(({ read }) => !read));

describe('pages and pushes', () => {
  it('make one list, the newest first, each note once', () => {
    expect(ids(merged([note('2')], [note('3'), note('2'), note('1')]))).toEqual(['3', '2', '1']);
  });

  it('do not make unread again what was read here', () => {
    expect(unread(merged([note('2', { read: true })], [note('2')]))).toEqual([]);
  });
});

describe('what the server has unread', () => {
  it('reads what it no longer names', () => {
    const held = [note('3'), note('2')];
    expect(unread(asFreshUnread(held, [note('3')], false, held))).toEqual(['3']);
  });

  it('says nothing of what lies before the end of a list that was cut', () => {
    const held = [note('3'), note('1')];
    expect(unread(asFreshUnread(held, [note('3'), note('2')], true, held))).toEqual(['3', '2', '1']);
  });

  it('says nothing of what came while it was on its way', () => {
    const asked = [note('1')];
    expect(unread(asFreshUnread([note('2'), ...asked], [], false, asked))).toEqual(['2']);
  });
});

describe('reading', () => {
  it('a channel reads its notes up to there, and no others', () => {
    const notes = [note('3'), note('2'), note('1', { channel_id: 'other' })];
    expect(unread(readIn(notes, { channel_id: 'c', seq: 2 }))).toEqual(['3', '1']);
  });

  it('a channel reads no replies, which are read in their thread', () => {
    const reply = note('2', { message: { seq: 2, thread_id: 'root' } as Message });
    expect(unread(readIn([reply], { channel_id: 'c', seq: 2 }))).toEqual(['2']);
  });

  it('one reads one', () => {
    expect(unread(readThese([note('2'), note('1')], ['2']))).toEqual(['1']);
  });
});
