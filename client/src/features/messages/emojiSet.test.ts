// @vitest-environment happy-dom

import { expect, it } from 'vitest';
import { type Emoji, inTone, loadEmoji, searchEmoji } from './emojiSet';

const named = async (name: string): Promise<Emoji> => {
  const [found] = searchEmoji(await loadEmoji(), name);
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found;
};

it('what has skin has it in five tones, and as it is', async () => {
  const hand = await named('waving hand');
  expect([0, 1, 5].map((tone) => inTone(hand, tone))).toEqual(['👋', '👋🏻', '👋🏿']);
});

it('two people have the same tone', async () => {
  expect(inTone(await named('handshake'), 3)).toBe('🤝🏽');
});

it('what has no skin stays as it is', async () => {
  expect(inTone(await named('hedgehog'), 3)).toBe('🦔');
});
