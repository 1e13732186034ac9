import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as channels from '@/api/channels';
import { ApiError } from '@/api/errors';
import * as api from '@/api/messages';
import type { Channel } from '@/api/types';
import { hub } from '@/realtime/hub';
import { event, message } from './fixtures';
import { catchUpOpened, closeChannel, loadOlderMessages, openChannel, receivePush } from './loading';
import { messagesOf } from './messagesStore';
import { resetMessages } from './reset';

const join = vi.spyOn(hub, 'invoke');
const page = vi.spyOn(api, 'page');
const feed = vi.spyOn(channels, 'eventsAfter');

const head = (last_seq: number) => join.mockResolvedValue({ channel_id: 'c', last_seq });
const newest = (...seqs: number[]) => page.mockResolvedValue({ items: seqs.map((seq) => message(seq)), pagination: { limit: 50, next_cursor: null } });
const log = (...seqs: number[]) => feed.mockResolvedValue({ events: seqs.map((seq) => event(seq)), last_seq: seqs.at(-1) ?? 0, more: false });
const seqs = () => messagesOf('c').timeline.messages.map((one) => one.seq);

beforeEach(() => {
  vi.useFakeTimers();
  feed.mockRejectedValue(new Error('not expected'));
  head(2);
  newest(2, 1);
});
afterEach(() => {
  resetMessages();
  vi.useRealTimers();
  vi.clearAllMocks();
});

describe('opening a channel', () => {
  it('subscribes before it fetches, and keeps what is pushed in between', async () => {
    page.mockImplementation(() => {
      expect(join).toHaveBeenCalledWith('channel:join', { channel_id: 'c' });
      receivePush('c', event(3));
      return Promise.resolve({ items: [message(2), message(1)], pagination: { limit: 50 } });
    });
    await openChannel('c');
    expect(seqs()).toEqual([1, 2, 3]);
  });

  it('works without the hub, from the head that REST tells', async () => {
    join.mockRejectedValue(new ApiError('NETWORK', 'not connected'));
    vi.spyOn(channels, 'get').mockResolvedValue({ last_seq: 2 } as Channel);
    await openChannel('c');
    expect(seqs()).toEqual([1, 2]);

    head(3);
    log(3);
    await catchUpOpened();
    expect(feed).toHaveBeenCalledWith('c', 2);
    expect(seqs()).toEqual([1, 2, 3]);
  });

  it('asks only for what is new when it is opened again', async () => {
    await openChannel('c');
    closeChannel('c', true);
    head(4);
    log(3, 4);
    await openChannel('c');
    expect(page).toHaveBeenCalledOnce();
    expect(seqs()).toEqual([1, 2, 3, 4]);
  });

  it('says why it failed, and can be tried again', async () => {
    page.mockRejectedValueOnce(new ApiError('NETWORK', 'down'));
    await openChannel('c');
    expect(messagesOf('c').loadFailure).toContain('cannot be reached');
    await openChannel('c');
    expect(messagesOf('c').loadFailure).toBeNull();
    expect(seqs()).toEqual([1, 2]);
  });
});

describe('after a lost connection', () => {
  it('fetches page after page', async () => {
    await openChannel('c');
    head(4);
    feed.mockResolvedValueOnce({ events: [event(3)], last_seq: 4, more: true }).mockResolvedValueOnce({ events: [event(4)], last_seq: 4, more: false });
    await catchUpOpened();
    expect(feed.mock.calls.map(([, after]) => after)).toEqual([2, 3]);
    expect(seqs()).toEqual([1, 2, 3, 4]);
  });

  it('begins anew after a very long time', async () => {
    await openChannel('c');
    head(5_000);
    newest(5_000, 4_999);
    await catchUpOpened();
    expect(feed).not.toHaveBeenCalled();
    expect(seqs()).toEqual([4_999, 5_000]);
  });

  it('reports a network failure to whoever reconnects, and swallows a refusal', async () => {
    await openChannel('c');
    join.mockRejectedValue(new ApiError('NOT_FOUND', 'gone'));
    await expect(catchUpOpened()).resolves.toBeUndefined();
    head(3);
    feed.mockRejectedValue(new ApiError('NETWORK', 'down'));
    await expect(catchUpOpened()).rejects.toMatchObject({ code: 'NETWORK' });
    expect(seqs()).toEqual([1, 2]);
  });
});

describe('a gap', () => {
  it('is filled from the log, and asked about again when that fails', async () => {
    await openChannel('c');
    feed.mockRejectedValueOnce(new ApiError('SERVICE_UNAVAILABLE', 'busy'));
    receivePush('c', event(4));
    await vi.advanceTimersByTimeAsync(200);
    expect(seqs()).toEqual([1, 2]);
    log(3, 4);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(seqs()).toEqual([1, 2, 3, 4]);
  });

  it('that closes by itself costs no request', async () => {
    await openChannel('c');
    receivePush('c', event(4));
    receivePush('c', event(3));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(seqs()).toEqual([1, 2, 3, 4]);
    expect(feed).not.toHaveBeenCalled();
  });
});

describe('older messages', () => {
  it('are fetched once at a time, from the cursor', async () => {
    page.mockResolvedValueOnce({ items: [message(12), message(11)], pagination: { limit: 50, next_cursor: 11 } });
    head(12);
    await openChannel('c');
    page.mockResolvedValueOnce({ items: [message(10), message(9)], pagination: { limit: 50, next_cursor: null } });
    await Promise.all([loadOlderMessages('c'), loadOlderMessages('c')]);
    await loadOlderMessages('c');
    expect(page.mock.calls).toEqual([['c'], ['c', '11']]);
    expect(seqs()).toEqual([9, 10, 11, 12]);
  });
});
