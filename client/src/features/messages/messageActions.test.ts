import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/errors';
import * as api from '@/api/messages';
import { hub } from '@/realtime/hub';
import { message } from './fixtures';
import { deleteMessage, editMessage, forgetFailure, toggleReaction, useActions } from './messageActions';
import { changeTimeline, messagesOf } from './messagesStore';
import { resetMessages } from './reset';
import { loadLatest } from './timeline';

const viaHub = vi.spyOn(hub, 'invoke');
const edit = vi.spyOn(api, 'edit');
const remove = vi.spyOn(api, 'remove');
const react = vi.spyOn(api, 'react');
const unreact = vi.spyOn(api, 'unreact');
const down = () => Promise.reject(new ApiError('NETWORK', 'down'));
const refuse = () => Promise.reject(new ApiError('UNPROCESSABLE', 'too late'));

const held = () => messagesOf('c').timeline.messages[0];
const thumb = { emoji: '👍', count: 1, user_ids: ['me'] };
const failure = () => useActions.getState().failure;

beforeEach(() => {
  viaHub.mockImplementation(down);
  changeTimeline('c', (timeline) => loadLatest(timeline, [message(1)], null, 1));
});
afterEach(resetMessages);

describe('while the socket is down', () => {
  it('an edit goes over HTTP', async () => {
    edit.mockResolvedValue(message(1, { content: 'better' }));
    await editMessage(message(1), 'better');
    expect(edit).toHaveBeenCalledExactlyOnceWith('m-1', 'better');
    expect(held()?.content).toBe('better');
  });

  it('a deletion goes over HTTP, and is seen without its event', async () => {
    remove.mockResolvedValue({ message_id: 'm-1', channel_id: 'c' });
    await deleteMessage(message(1));
    expect(held()).toMatchObject({ content: '' });
    expect(held()?.deleted_at).not.toBeNull();
  });

  it('a reaction goes over HTTP, and is taken back over it', async () => {
    react.mockResolvedValue([thumb]);
    await toggleReaction(message(1), '👍', 'me');
    expect(held()?.reactions).toEqual([thumb]);
    unreact.mockResolvedValue([]);
    await toggleReaction(held() ?? message(1), '👍', 'me');
    expect(held()?.reactions).toEqual([]);
    expect(unreact).toHaveBeenCalledExactlyOnceWith('m-1', '👍');
  });
});

describe('without a network', () => {
  it('an edit and a deletion say so to the box and the dialog that hold them', async () => {
    edit.mockImplementation(down);
    remove.mockImplementation(down);
    await expect(editMessage(message(1), 'better')).rejects.toThrow('down');
    await expect(deleteMessage(message(1))).rejects.toThrow('down');
    expect(held()).toMatchObject({ content: 'text 1', deleted_at: null });
  });

  it('a reaction is tried again by a click', async () => {
    react.mockImplementation(down);
    await toggleReaction(message(1), '👍', 'me');
    expect(failure()?.text).toBe('ChatFlow cannot be reached. Check your connection and try again.');
    react.mockResolvedValue([thumb]);
    failure()?.retry();
    await vi.waitFor(() => expect(held()?.reactions).toEqual([thumb]));
    expect(failure()).toBeNull();
  });

  it('what failed is shown until it is put away', async () => {
    react.mockImplementation(down);
    await toggleReaction(message(1), '👍', 'me');
    forgetFailure();
    expect(failure()).toBeNull();
  });
});

it('a refusal is not tried the other way', async () => {
  viaHub.mockImplementation(refuse);
  await expect(editMessage(message(1), 'late')).rejects.toThrow('too late');
  expect(edit).not.toHaveBeenCalled();
});
