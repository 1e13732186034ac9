import { describe, expect, it } from 'vitest';
import { message, pending } from './fixtures';
import { toDays } from './rows';

const at = (time: string, change = {}) => message(Date.parse(time) / 1000, { created_at: time, ...change });
const rowsOf = (...args: Parameters<typeof toDays>) => toDays(...args).flatMap((day) => day.rows);

describe('groups', () => {
  it('join what one author writes within five minutes', () => {
    const messages = [at('2025-11-19T12:00:00Z'), at('2025-11-19T12:04:59Z'), at('2025-11-19T12:09:59Z')];
    expect(rowsOf({ messages, pending: [] }, 'Me').map((row) => row.startsGroup)).toEqual([true, false, true]);
  });

  it('end where somebody else speaks', () => {
    const messages = [at('2025-11-19T12:00:00Z'), at('2025-11-19T12:00:01Z', { user_id: 'bob' }), at('2025-11-19T12:00:02Z')];
    expect(rowsOf({ messages, pending: [] }, 'Me').map((row) => row.startsGroup)).toEqual([true, true, true]);
  });
});

describe('days', () => {
  it('each have their rows, and begin a group', () => {
    const noon = new Date(2025, 10, 19, 12).toISOString();
    const late = new Date(2025, 10, 19, 23, 59).toISOString();
    const next = new Date(2025, 10, 20, 0, 1).toISOString();
    const days = toDays({ messages: [at(noon), at(late), at(next)], pending: [] }, 'Me');
    expect(days.map((day) => day.rows.length)).toEqual([2, 1]);
    expect(days[1]?.rows[0]?.startsGroup).toBe(true);
  });

  it('are none where there is nothing', () => {
    expect(toDays({ messages: [], pending: [] }, 'Me')).toEqual([]);
  });
});

describe('a message of my own', () => {
  it('keeps its key from pending to sent, so that it stays in place', () => {
    const [before] = rowsOf({ messages: [], pending: [pending('a')] }, 'Me');
    const [after] = rowsOf({ messages: [message(1, { user_id: 'me', client_message_id: 'a' })], pending: [] }, 'Me');
    expect(before).toMatchObject({ state: 'sending', author: 'Me' });
    expect(after).toMatchObject({ state: 'sent', key: before?.key });
  });

  it('says why it failed', () => {
    const [row] = rowsOf({ messages: [], pending: [pending('a', { failure: 'no' })] }, 'Me');
    expect(row).toMatchObject({ state: 'failed', failure: 'no', clientMessageId: 'a' });
  });
});
