import { describe, expect, it } from 'vitest';
import { backoff } from './backoff';

describe('backoff', () => {
  it('doubles up to the longest pause and stays there', () => {
    expect([0, 1, 2, 3, 4, 5, 1000].map((attempt) => backoff(attempt, () => 1))).toEqual([1000, 2000, 4000, 8000, 15000, 15000, 15000]);
  });

  it('spreads over the whole span', () => {
    expect(backoff(3, () => 0)).toBe(0);
    expect(backoff(3, () => 0.5)).toBe(4000);
  });
});
