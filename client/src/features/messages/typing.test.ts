import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hub } from '@/realtime/hub';
import { resetTyping, sayStopped, sayTyping, typingStarted, typingStopped, useTyping } from './typing';

const invoke = vi.spyOn(hub, 'invoke');
const calls = () => invoke.mock.calls.map(([call]) => call);
const typists = () => Object.values(useTyping.getState().typists.c ?? {});
const ada = { channel_id: 'c', user_id: 'ada', user_name: 'Ada' };

beforeEach(() => {
  vi.useFakeTimers();
  invoke.mockResolvedValue({});
});
afterEach(() => {
  resetTyping();
  vi.useRealTimers();
  vi.clearAllMocks();
});

describe('typing', () => {
  it('is said once in three seconds, and its end once', () => {
    sayTyping('c');
    sayTyping('c');
    vi.advanceTimersByTime(3_000);
    sayTyping('c');
    sayStopped('c');
    sayStopped('c');
    expect(calls()).toEqual(['typing:start', 'typing:start', 'typing:stop']);
  });

  it('of others ends with their word, or by itself', () => {
    typingStarted(ada);
    expect(typists()).toEqual(['Ada']);
    typingStopped(ada);
    expect(typists()).toEqual([]);

    typingStarted(ada);
    vi.advanceTimersByTime(6_000);
    typingStarted(ada);
    vi.advanceTimersByTime(6_000);
    expect(typists()).toEqual(['Ada']);
    vi.advanceTimersByTime(1_000);
    expect(typists()).toEqual([]);
  });
});
