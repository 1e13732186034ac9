import { expect, it } from 'vitest';
import { fit } from './fuzzy';

const best = (query: string, ...names: string[]) =>
  names
    .filter((name) => fit(query, name) !== null)
    .sort((a, b) => (fit(query, b) ?? 0) - (fit(query, a) ?? 0));

it('the beginning fits better than a word, a word better than the middle, the middle better than scattered letters', () => {
  expect(best('des', 'd-e-s', 'sides', 'web-design', 'design')).toEqual(['design', 'web-design', 'sides', 'd-e-s']);
});

it('marks and case make no difference', () => {
  expect(fit('MONICA', 'Mónica Ruiz')).toBe(4);
});

it('letters in another order do not fit', () => {
  expect(fit('sed', 'design')).toBeNull();
});

it('nothing typed fits everything alike', () => {
  expect(fit(' ', 'anything')).toBe(0);
});
