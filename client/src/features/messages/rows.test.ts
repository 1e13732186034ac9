import { describe, expect, it } from 'vitest';
import { message, pending } from './fixtures';
import { countNew, toRows } from './rows';

const at = (time: string, change = {}) => message(Date.parse(time) / 1000, { created_at: time, ...change });
const me = { id: 'me', name: 'Me', readUpTo: null };
const rowsOf = (timeline: Parameters<typeof toRows>[0]) => toRows(timeline, me);

describe('groups', () => {
  it('join what one author writes within five minutes', () => {
    const messages = [at('2025-11-19T12:00:00Z'), at('2025-11-19T12:04:59Z'), at('2025-11-19T12:09:59Z')];
    expect(rowsOf({ messages, pending: [] }).map((row) => row.startsGroup)).toEqual([true, false, true]);
  });

  it('end where somebody else speaks', () => {
    const messages = [at('2025-11-19T12:00:00Z'), at('2025-11-19T12:00:01Z', { user_id: 'bob' }), at('2025-11-19T12:00:02Z')];
    expect(rowsOf({ messages, pending: [] }).map((row) => row.startsGroup)).toEqual([true, true, true]);
  });
});

it('a new day begins a group', () => {
  const noon = new Date(2025, 10, 19, 12).toISOString();
  const late = new Date(2025, 10, 19, 23, 59).toISOString();
  const next = new Date(2025, 10, 20, 0, 1).toISOString();
  const rows = rowsOf({ messages: [at(noon), at(late), at(next)], pending: [] });
  expect(rows.map((row) => row.startsDay)).toEqual([true, false, true]);
  expect(rows[2]?.startsGroup).toBe(true);
});

describe('what is new', () => {
  const messages = [message(1), message(2, { user_id: 'me' }), message(3, { deleted_at: 'x' }), message(4), message(5)];

  it('begins with the first that is neither read nor own nor deleted, and begins a group', () => {
    const rows = toRows({ messages, pending: [] }, { ...me, readUpTo: 1 });
    expect(rows.filter((row) => row.startsNew).map((row) => row.message?.seq)).toEqual([4]);
    expect(rows[3]?.startsGroup).toBe(true);
    expect(countNew(messages, 1, 'me')).toBe(2);
  });

  it('is nothing where all is read', () => {
    expect(toRows({ messages, pending: [] }, { ...me, readUpTo: 5 }).some((row) => row.startsNew)).toBe(false);
    expect(rowsOf({ messages, pending: [] }).some((row) => row.startsNew)).toBe(false);
  });
});

it('a message of my own keeps its key from pending to sent, so that it stays in place', () => {
  const [before] = rowsOf({ messages: [], pending: [pending('a')] });
  const [after] = rowsOf({ messages: [message(1, { user_id: 'me', client_message_id: 'a' })], pending: [] });
  expect(before).toMatchObject({ author: 'Me', message: null });
  expect(after).toMatchObject({ pending: null, key: before?.key });
});
