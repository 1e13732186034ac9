import { describe, expect, it } from 'vitest';
import { complete, findTrigger } from './completion';

const trigger = (text: string) => findTrigger(text, text.length);

describe('a completion', () => {
  it.each([
    ['@', { kind: '@', query: '', start: 0 }],
    ['hi @ad', { kind: '@', query: 'ad', start: 3 }],
    ['(#gen', { kind: '#', query: 'gen', start: 1 }],
    ['so :smi', { kind: ':', query: 'smi', start: 3 }],
    ['two\n@b', { kind: '@', query: 'b', start: 4 }],
  ])('is offered for "%s"', (text, expected) => expect(trigger(text)).toEqual(expected));

  it.each(['ada@example', 'at 10:30', ':', ':)', 'note: yes', '@ada said', 'https://x'])('is not offered for "%s"', (text) =>
    expect(trigger(text)).toBeNull(),
  );

  it('takes the place of what was typed, and leaves what follows', () => {
    const found = findTrigger('hi @ad there', 6);
    expect(found && complete('hi @ad there', 6, found, '@ada')).toEqual({ text: 'hi @ada there', caret: 8 });
    expect(complete('@a', 2, { kind: '@', query: 'a', start: 0 }, '@ada')).toEqual({ text: '@ada ', caret: 5 });
  });
});
