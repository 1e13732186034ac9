import { expect, it } from 'vitest';
import { namesOther } from './version';

const page = (entry: string) => `<html><head><script type="module" crossorigin src="/assets/${entry}.js"></script></head></html>`;

it('a page with another entry is newer, one with the same is not', () => {
  expect(namesOther(page('index-B'), ['/assets/index-A.js'])).toBe(true);
  expect(namesOther(page('index-A'), ['/assets/index-A.js'])).toBe(false);
});

it('a page that is none of ours, and a client that was not built, say nothing', () => {
  expect(namesOther('<html>Sign in to the hotel</html>', ['/assets/index-A.js'])).toBe(false);
  expect(namesOther(page('index-B'), ['/src/main.tsx'])).toBe(false);
});
