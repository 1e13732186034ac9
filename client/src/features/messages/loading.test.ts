import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as channels from '@/api/channels';
import { ApiError } from '@/api/errors';
import * as api from '@/api/messages';
import type { Channel, ChannelSync } from '@/api/types';
import { hub } from '@/realtime/hub';
import { event, message } from './fixtures';
import { loadOlderMessages } from './history';
import { catchUpAll, closeChannel, openChannel, receiveHead, receivePush } from './loading';
import { messagesOf } from './messagesStore';
import { resetMessages } from './reset';

const join = vi.spyOn(hub, 'invoke');
const page = vi.spyOn(api, 'page');
const feed = vi.spyOn(channels, 'eventsAfter');

const missed = (change: Partial<ChannelSync>): ChannelSync => ({ events: [], last_seq: 2, more: false, reload: false, ...change });
let synced: ChannelSync;
const head = (last_seq: number) =>
  join.mockImplementation((call) => Promise.resolve(call === 'sync' ? { channels: { c: synced } } : { channel_id: 'c', last_seq }));
const newest = (...seqs: number[]) => page.mockResolvedValue({ items: seqs.map((seq) => message(seq)), pagination: { limit: 50, next_cursor: null } });
const log = (...seqs: number[]) => feed.mockResolvedValue({ events: seqs.map((seq) => event(seq)), last_seq: seqs.at(-1) ?? 0, more: false });
const seqs = () => messagesOf('c').timeline.messages.map((one) => one.seq);

beforeEach(() => {
  vi.useFakeTimers();
  feed.mockRejectedValue(new Error('not expected'));
  synced = missed({});
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
    synced = missed({ events: [event(3)], last_seq: 3 });
    await catchUpAll();
    expect(join).toHaveBeenCalledWith('sync', { channels: { c: 2 } });
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
  it('takes what one call tells, and fetches what is left page after page', async () => {
    await openChannel('c');
    head(5);
    synced = missed({ events: [event(3)], last_seq: 5, more: true });
    feed.mockResolvedValueOnce({ events: [event(4)], last_seq: 5, more: true }).mockResolvedValueOnce({ events: [event(5)], last_seq: 5, more: false });
    await catchUpAll();
    expect(join).toHaveBeenLastCalledWith('sync', { channels: { c: 2 } });
    expect(feed.mock.calls.map(([, after]) => after)).toEqual([3, 4]);
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
  });

  it('begins anew where the server says so', async () => {
    await openChannel('c');
    synced = missed({ last_seq: 50_000, reload: true });
    newest(50_000, 49_999);
    await catchUpAll();
    expect(feed).not.toHaveBeenCalled();
    expect(seqs()).toEqual([49_999, 50_000]);
  });

  it('brings up to date what was left, and forgets what has moved on too far', async () => {
    await openChannel('c');
    closeChannel('c', true);
    synced = missed({ events: [event(3)], last_seq: 3 });
    await catchUpAll();
    expect(seqs()).toEqual([1, 2, 3]);
    synced = missed({ last_seq: 50_000, reload: true });
    await catchUpAll();
    expect(messagesOf('c').timeline.applied).toBeNull();
    expect(page).toHaveBeenCalledOnce();
  });

  it('reports a network failure to whoever reconnects, and swallows a refusal', async () => {
    await openChannel('c');
    join.mockImplementation((call) =>
      call === 'sync' ? Promise.resolve({ channels: {} }) : Promise.reject(new ApiError('NOT_FOUND', 'gone')),
    );
    await expect(catchUpAll()).resolves.toBeUndefined();
    join.mockRejectedValue(new ApiError('NETWORK', 'down'));
    await expect(catchUpAll()).rejects.toMatchObject({ code: 'NETWORK' });
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

describe('the head of the log', () => {
  it('shows that the last push was lost', async () => {
    await openChannel('c');
    log(3);
    receiveHead('c', 3);
    await vi.advanceTimersByTimeAsync(200);
    expect(seqs()).toEqual([1, 2, 3]);
  });

  it('costs nothing where nothing was', async () => {
    await openChannel('c');
    receiveHead('c', 2);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(feed).not.toHaveBeenCalled();
  });
});

describe('a message whose replies changed', () => {
  it('is asked for once for several replies, and again when the network failed', async () => {
    const get = vi.spyOn(api, 'get').mockRejectedValueOnce(new ApiError('NETWORK', 'down'));
    get.mockResolvedValue(message(1, { reply_count: 2 }));
    await openChannel('c');
    receivePush('c', event(3, { thread_id: 'm-1' }));
    receivePush('c', event(4, { thread_id: 'm-1' }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(get.mock.calls).toEqual([['m-1']]);
    receivePush('c', { seq: 5, type: 'member:joined', payload: {} });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(get).toHaveBeenCalledTimes(2);
    expect(messagesOf('c').timeline.messages[0]?.reply_count).toBe(2);
  });
});

describe('older messages', () => {
  it('are fetched once at a time, from the cursor', async () => {
    page.mockResolvedValueOnce({ items: [message(12), message(11)], pagination: { limit: 50, next_cursor: 11 } });
    head(12);
    await openChannel('c');
    page.mockResolvedValueOnce({ items: [message(10), message(9)], pagination: { limit: 50, next_cursor: null } });
    await Promise.all([loadOlderMessages('c', 12), loadOlderMessages('c', 12)]);
    await loadOlderMessages('c', 12);
    expect(page.mock.calls).toEqual([['c'], ['c', '11']]);
    expect(seqs()).toEqual([9, 10, 11, 12]);
  });
});
