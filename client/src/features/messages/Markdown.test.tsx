// @vitest-environment happy-dom

import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import Markdown from './Markdown';

const mentions = { names: new Set(['bob', 'milo.tanaka', 'ada']), ownName: 'ada' };
const html = (content: string) => render(<Markdown content={content} mentions={mentions} />).container;

afterEach(cleanup);

it('marks mentions, in text and not in code or links', () => {
  const shown = html('hi @milo.tanaka and **@ada**, not @o, `@bob` [@bob](https://example.org)');
  expect([...shown.querySelectorAll('.mention')].map((one) => [one.textContent, one.className])).toEqual([
    ['@milo.tanaka', 'mention'],
    ['@ada', 'mention mention-me'],
  ]);
});

it.each(['javascript:alert(1)', 'data:text/html,x', '/settings', 'vbscript:x', 'JaVaScRiPt:x'])('makes no link of %s', (address) => {
  expect(html(`[text](${address})`).querySelector('a')).toBeNull();
});

it('shows HTML as it was typed', () => {
  const shown = html('<script>alert(1)</script> <img src=x onerror=alert(1)>');
  expect(shown.querySelector('script, img')).toBeNull();
  expect(shown.textContent).toContain('<img src=x onerror=alert(1)>');
});
