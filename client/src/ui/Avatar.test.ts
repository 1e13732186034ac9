import { expect, it } from 'vitest';
import { initials } from './Avatar';

it.each([
  ['Ada Lovelace', 'AL'],
  ['ada', 'A'],
  ['Ana-Maria van der Berg', 'AB'],
  ['  ', '?'],
  ['🎉 party', '🎉P'],
])('initials of "%s" are %s', (name, expected) => {
  expect(initials(name)).toBe(expected);
});
