// @vitest-environment happy-dom

import { cleanup, createEvent, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Channel, User } from '@/api/types';
import { Composer } from './Composer';
import { type Conversation, ConversationProvider } from './conversation';
import { resetMessages } from './reset';
import * as sending from './sending';

const conversation = {
  channel: { id: 'c', name: 'general', member_count: 30 } as Channel,
  title: '#general',
  user: { id: 'me' } as User,
  canWrite: true,
  canModerate: true,
  channels: [],
} as unknown as Conversation;
const send = vi.spyOn(sending, 'sendMessage');
const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message #general' });
const type = (value: string) => fireEvent.change(box(), { target: { value } });

beforeEach(() => {
  send.mockImplementation(() => undefined);
  render(
    <ConversationProvider value={conversation}>
      <Composer />
    </ConversationProvider>,
  );
});
afterEach(() => {
  cleanup();
  resetMessages();
});

describe('the composer', () => {
  it('sends on Enter, as typed, and is empty then', () => {
    type('  hello\n');
    fireEvent.keyDown(box(), { key: 'Enter' });
    expect(send).toHaveBeenCalledExactlyOnceWith('c', 'me', '  hello\n', null, []);
    expect(box().value).toBe('');
  });

  it('leaves Shift+Enter to the text', () => {
    type('hello');
    const event = createEvent.keyDown(box(), { key: 'Enter', shiftKey: true });
    fireEvent(box(), event);
    expect(event.defaultPrevented).toBe(false);
    expect(send).not.toHaveBeenCalled();
  });

  it.each([
    ['while an input method composes', { isComposing: true }],
    ["with Safari's last Enter of a composition", { keyCode: 229 }],
  ])('does not send %s', (_, init) => {
    type('にほん');
    fireEvent.keyDown(box(), { key: 'Enter', ...init });
    expect(send).not.toHaveBeenCalled();
  });

  it.each([
    ['nothing', ''],
    ['white space only', ' \n '],
    ['more than the limit', 'a'.repeat(4_001)],
  ])('does not send %s', (_, text) => {
    type(text);
    fireEvent.keyDown(box(), { key: 'Enter' });
    expect(send).not.toHaveBeenCalled();
    expect(box().value).toBe(text);
  });
});
