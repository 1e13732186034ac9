import { describe, expect, it } from 'vitest';
import { isEmojiOnly, isPlain, isTooDeep } from './content';
import { piecesOf } from './mentions';

it.each(['hello world', 'it is 5 - 3 = 2', 'really? yes!', 'così è'])('"%s" needs no parser', (text) => expect(isPlain(text)).toBe(true));

it.each(['**bold**', 'a\nb', '- one', '1. one', '@ada', 'https://example.org', 'www.example.org', 'ada@example.org', '&amp;', '    code', '# big', '---'])(
  '"%s" needs one',
  (text) => expect(isPlain(text)).toBe(false),
);

it.each([
  ['🎉', true],
  ['👩‍👩‍👧 🇮🇹 ❤️', true],
  ['🎉 hi', false],
  ['1', false],
  ['1️⃣', false],
  ['#', false],
  ['🎉'.repeat(100), false],
])('"%s" is only emoji: %s', (text, expected) => expect(isEmojiOnly(text)).toBe(expected));

it('what is nested beyond reading is too deep', () => {
  expect(isTooDeep('> '.repeat(40) + 'x')).toBe(true);
  expect(isTooDeep('['.repeat(3000))).toBe(true);
  expect(isTooDeep('> > > quote\n- a\n  - b\n**bold** [a](https://b.c)')).toBe(false);
});

describe('mentions', () => {
  const context = { names: new Set(['ada.l', 'bob', 'eve.']), ownName: 'ada.l' };
  const marked = (text: string, names = context.names) =>
    piecesOf(text, { ...context, names })
      .filter((piece) => piece.mention !== 'none')
      .map((piece) => `${piece.text}:${piece.mention}`);

  it('are found where somebody is called, and oneself stands out', () => {
    expect(marked('hi @bob and @ada.l.')).toEqual(['@bob:other', '@ada.l:me']);
    expect(marked('@here now')).toEqual(['@here:me']);
    expect(marked('@Bob… @BOB!')).toEqual(['@Bob:other', '@BOB:other']);
  });

  it('are not found in words and addresses', () => {
    expect(marked('ada@bob.example and a@@bob')).toEqual([]);
  });

  it('are text where the server found nobody', () => {
    expect(marked('@nobody', new Set())).toEqual([]);
    expect(marked('@o and @bobby, and @bob, of course')).toEqual(['@bob:other']);
    expect(marked('@ada.l', new Set(['bob']))).toEqual([]);
  });

  it('end where the name does', () => {
    expect(marked('ask @bob. Or @bob-')).toEqual(['@bob:other', '@bob:other']);
    expect(marked('ask @eve. Now')).toEqual(['@eve.:other']);
  });

  it('leave the text whole', () => {
    const text = 'a @bob b @ada.l';
    expect(piecesOf(text, context).map((piece) => piece.text).join('')).toBe(text);
  });
});
