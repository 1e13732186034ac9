// @vitest-environment happy-dom

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hub } from '@/realtime/hub';
import { beginPresence, choosePresence, ownPresenceChanged, watchIdleness } from './ownPresence';

const told = vi.spyOn(hub, 'invoke');
const said = () => told.mock.calls.map(([, argument]) => (argument as { status: string }).status);
const touch = () => document.dispatchEvent(new Event('keydown'));
const minutes = 60_000;

watchIdleness();
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(hub, 'isConnected', 'get').mockReturnValue(true);
  told.mockResolvedValue(undefined);
  localStorage.clear();
  beginPresence('online');
});
afterEach(() => vi.useRealTimers());

it('five minutes without a touch are away, the next touch is back', () => {
  vi.advanceTimersByTime(4 * minutes);
  touch();
  vi.advanceTimersByTime(4 * minutes);
  expect(said()).toEqual([]);
  vi.advanceTimersByTime(1 * minutes);
  expect(said()).toEqual(['away']);
  touch();
  expect(said()).toEqual(['away', 'online']);
});

it('a touch in another tab counts', () => {
  vi.advanceTimersByTime(4 * minutes);
  localStorage.setItem('chatflow.touched_at', String(Date.now()));
  vi.advanceTimersByTime(4 * minutes);
  expect(said()).toEqual([]);
});

it('what was chosen is left alone', async () => {
  await choosePresence('dnd');
  vi.advanceTimersByTime(10 * minutes);
  touch();
  expect(said()).toEqual(['dnd']);
});

it('another device that falls idle does not make away who is here', () => {
  ownPresenceChanged('away');
  expect(said()).toEqual(['online']);
});
