import { expect, it } from 'vitest';
import { partsOf } from './highlight';

it('what stands within <mark> was found', () => {
  expect(partsOf('the <mark>release</mark> notes')).toEqual([
    { text: 'the ', isMarked: false },
    { text: 'release', isMarked: true },
    { text: ' notes', isMarked: false },
  ]);
});

it('what was escaped is itself again, once', () => {
  expect(partsOf('a &lt; b &amp;&amp; c &amp;lt;')).toEqual([{ text: 'a < b && c &lt;', isMarked: false }]);
});

it('other elements stay text', () => {
  expect(partsOf('<img src=x onerror=alert(1)><mark>x</mark>')).toEqual([
    { text: '<img src=x onerror=alert(1)>', isMarked: false },
    { text: 'x', isMarked: true },
  ]);
});
