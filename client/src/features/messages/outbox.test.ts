import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/errors';
import * as api from '@/api/messages';
import type { SendMessage } from '@/api/types';
import { hub } from '@/realtime/hub';
import { message } from './fixtures';
import { messagesOf } from './messagesStore';
import { allUnsent, eraseUnsent } from './outbox';
import { resetMessages } from './reset';
import { discardMessage, sendMessage, takeUpUnsent } from './sending';

const viaHub = vi.spyOn(hub, 'invoke');
const viaRest = vi.spyOn(api, 'send');
let sent: SendMessage[];

const pending = () => messagesOf('c').timeline.pending;
const unsent = async () => (await allUnsent('me')).map((one) => one.content);

function offline(): void {
  viaHub.mockRejectedValue(new ApiError('NETWORK', 'down'));
  viaRest.mockRejectedValue(new ApiError('NETWORK', 'down'));
}

function online(): void {
  viaHub.mockImplementation((_, argument) => {
    sent.push(argument as SendMessage);
    return Promise.resolve(message(sent.length, { ...(argument as SendMessage), user_id: 'me' }) as never);
  });
}

/** A reload: what was in memory is gone. */
const reload = () => resetMessages();

beforeEach(() => {
  sent = [];
  viaRest.mockClear();
  offline();
});
afterEach(async () => {
  resetMessages();
  await eraseUnsent('me');
  await eraseUnsent('bob');
});

describe('what is not sent yet', () => {
  it('survives a reload, and is sent in order, once each, with the ids that it had', async () => {
    for (let n = 1; n <= 30; n++) sendMessage('c', 'me', `text ${n}`);
    const ids = pending().map((one) => one.client_message_id);
    await vi.waitFor(async () => expect(await unsent()).toHaveLength(30));
    // A real reload also ends the attempt that is under way.
    await vi.waitFor(() => expect(viaRest).toHaveBeenCalled());
    reload();
    expect(pending()).toEqual([]);

    online();
    await takeUpUnsent('me');
    await vi.waitFor(() => expect(sent).toHaveLength(30));
    expect(sent.map((one) => one.client_message_id)).toEqual(ids);
    expect(sent.map((one) => one.content)).toEqual(Array.from({ length: 30 }, (_, n) => `text ${n + 1}`));
    await vi.waitFor(async () => expect(await unsent()).toEqual([]));
    expect(pending()).toEqual([]);
  });

  it('keeps its thread and its files', async () => {
    const files = [{ key: 'f', name: 'a.txt', blob: new Blob(['bytes']), uploaded: null }];
    sendMessage('c', 'me', 'with a file', 'root', files);
    await vi.waitFor(async () => expect(await unsent()).toHaveLength(1));
    reload();
    const [kept] = await allUnsent('me');
    expect(kept).toMatchObject({ thread_id: 'root', files: [{ key: 'f', name: 'a.txt' }] });
  });

  it('that another tab has sent is not sent again', async () => {
    sendMessage('c', 'me', 'once');
    await vi.waitFor(async () => expect(await unsent()).toHaveLength(1));
    await eraseUnsent('me');
    online();
    await takeUpUnsent('me');
    await vi.waitFor(() => expect(pending()).toEqual([]));
    expect(sent).toEqual([]);
  });

  it('that another tab sends while it is taken up is not sent again', async () => {
    sendMessage('c', 'me', 'once');
    await vi.waitFor(async () => expect(await unsent()).toHaveLength(1));
    await vi.waitFor(() => expect(viaRest).toHaveBeenCalled());
    reload();
    const otherTab = await openDB('chatflow');
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the store below
    const getAll = IDBObjectStore.prototype.getAll;
    const read = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore, ...args) {
      void otherTab.clear('outbox');
      return getAll.apply(this, args);
    });
    online();
    await takeUpUnsent('me');
    read.mockRestore();
    await vi.waitFor(() => expect(pending()).toEqual([]));
    expect(sent).toEqual([]);
    expect(await unsent()).toEqual([]);
    otherTab.close();
  });

  it('is gone when it is given up, and is nobody else’s', async () => {
    sendMessage('c', 'me', 'mine');
    sendMessage('c', 'me', 'given up');
    discardMessage('c', pending()[1]?.client_message_id ?? '');
    await vi.waitFor(async () => expect(await unsent()).toEqual(['mine']));
    expect(await allUnsent('bob')).toEqual([]);
  });

  it('that was refused says so after a reload, and does not hold up the others', async () => {
    viaHub.mockRejectedValue(new ApiError('FORBIDDEN', 'no'));
    sendMessage('c', 'me', 'bad');
    await vi.waitFor(() => expect(pending()[0]?.failure).not.toBeNull());
    reload();
    online();
    await takeUpUnsent('me');
    sendMessage('c', 'me', 'good');
    await vi.waitFor(() => expect(sent.map((one) => one.content)).toEqual(['good']));
    expect(pending()).toMatchObject([{ content: 'bad', failure: 'You are not allowed to do that.' }]);
  });

  it('is gone for the other tabs before the next of them may send', async () => {
    const left: number[] = [];
    const kept = await openDB('chatflow');
    const remove = vi.spyOn(IDBObjectStore.prototype, 'delete');
    const request = async (_: string, work: () => Promise<void>) => {
      await work();
      left.push(remove.mock.calls.length, await kept.count('outbox'));
    };
    vi.stubGlobal('navigator', { locks: { request } });
    online();
    sendMessage('c', 'me', 'once');
    await vi.waitFor(() => expect(left).toEqual([1, 0]));
    vi.unstubAllGlobals();
    remove.mockRestore();
    kept.close();
  });
});
