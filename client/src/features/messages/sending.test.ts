import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/errors';
import * as api from '@/api/messages';
import type { SendMessage } from '@/api/types';
import { hub } from '@/realtime/hub';
import { message } from './fixtures';
import { messagesOf } from './messagesStore';
import { resetMessages } from './reset';
import { discardMessage, retryMessage, sendAllPending, sendMessage } from './sending';

let seq = 0;
const accept = (sent: SendMessage) => Promise.resolve(message(++seq, { ...sent, user_id: 'me' }));
const down = () => Promise.reject(new ApiError('NETWORK', 'down'));
const refuse = () => Promise.reject(new ApiError('FORBIDDEN', 'no'));

const viaHub = vi.spyOn(hub, 'invoke');
const viaRest = vi.spyOn(api, 'send');
const overHub = (answer: (sent: SendMessage) => Promise<unknown>) =>
  viaHub.mockImplementation((_, argument) => answer(argument as SendMessage));

const timeline = () => messagesOf('c').timeline;
const contents = () => timeline().messages.map((one) => one.content);
const settle = () => vi.advanceTimersByTimeAsync(0);
const write = (...texts: string[]) => texts.forEach((text) => sendMessage('c', 'me', text));

beforeEach(() => {
  vi.useFakeTimers();
  seq = 0;
  overHub(accept);
  viaRest.mockImplementation(accept);
});
afterEach(() => {
  resetMessages();
  vi.useRealTimers();
});

describe('sending', () => {
  it('shows the message at once, and takes the hub', async () => {
    write('hello');
    expect(timeline().pending).toMatchObject([{ content: 'hello', failure: null }]);
    await settle();
    expect(timeline().pending).toEqual([]);
    expect(contents()).toEqual(['hello']);
    expect(viaRest).not.toHaveBeenCalled();
  });

  it('falls back to REST with the same client_message_id', async () => {
    overHub(down);
    write('hello');
    await settle();
    expect(contents()).toEqual(['hello']);
    expect(viaRest.mock.calls[0]?.[0]).toEqual(viaHub.mock.calls[0]?.[1]);
  });

  it('keeps the order, one at a time', async () => {
    let underWay = 0;
    overHub(async (sent) => {
      expect(++underWay).toBe(1);
      await Promise.resolve();
      underWay--;
      return accept(sent);
    });
    write('one', 'two', 'three');
    await settle();
    expect(contents()).toEqual(['one', 'two', 'three']);
  });

  it('does not try the other way after a refusal, and lets the next one pass', async () => {
    overHub((sent) => (sent.content === 'bad' ? refuse() : accept(sent)));
    write('bad', 'good');
    await settle();
    expect(viaRest).not.toHaveBeenCalled();
    expect(contents()).toEqual(['good']);
    expect(timeline().pending).toMatchObject([{ content: 'bad', failure: 'You are not allowed to do that.' }]);
  });
});

describe('without a network', () => {
  beforeEach(() => {
    overHub(down);
    viaRest.mockImplementation(down);
  });

  it('waits, and goes on in order when the connection is back', async () => {
    write('one', 'two');
    await settle();
    expect(timeline().pending.map((one) => one.failure)).toEqual([null, null]);

    overHub(accept);
    sendAllPending();
    await settle();
    expect(contents()).toEqual(['one', 'two']);
    expect(timeline().pending).toEqual([]);
  });

  it('also tries again by itself', async () => {
    write('one');
    await settle();
    viaRest.mockImplementation(accept);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(contents()).toEqual(['one']);
  });

  it('keeps what is unsent when the session ends on the way', async () => {
    viaRest.mockImplementation(() => Promise.reject(new ApiError('TOKEN_EXPIRED', 'over')));
    write('one');
    await settle();
    expect(timeline().pending).toMatchObject([{ failure: null }]);
  });
});

describe('a failed message', () => {
  it('can be sent again, with the same id, or be deleted', async () => {
    overHub(refuse);
    write('one', 'two');
    await settle();
    const [one, two] = timeline().pending.map((failed) => failed.client_message_id);

    overHub(accept);
    retryMessage('c', one ?? '');
    discardMessage('c', two ?? '');
    await settle();
    expect(contents()).toEqual(['one']);
    expect(timeline().messages[0]?.client_message_id).toBe(one);
    expect(timeline().pending).toEqual([]);
  });
});
