import { expect, it } from 'vitest';
import { unused } from './limit';

it('counts code points, as the server does', () => {
  expect(unused('')).toBe(4_000);
  expect(unused('a'.repeat(4_000))).toBe(0);
  expect(unused('🎉'.repeat(4_000))).toBe(0);
  expect(unused('🎉'.repeat(4_001))).toBe(-1);
});
