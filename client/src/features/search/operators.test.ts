import { describe, expect, it, vi } from 'vitest';
import { type Names, suggestChannels, suggestOperator, suggestPeople } from './operators';

const names: Names = {
  people: vi.fn((query: string) => Promise.resolve([{ username: 'milo.tanaka', display_name: `Milo ${query}` }])),
  channels: (query) => [{ slug: 'launch', name: 'launch' }, { slug: 'general', name: 'general' }].filter(({ slug }) => slug.startsWith(query)),
};

describe('the text of a search', () => {
  it.each([
    ['from:mi', 'from:@milo.tanaka '],
    ['release notes FROM:@mi', 'release notes FROM:@milo.tanaka '],
    ['in:la', 'in:#launch '],
    ['"a phrase" in:#la', '"a phrase" in:#launch '],
  ])('%s goes on as %s', async (text, value) => {
    expect((await suggestOperator(text, names)).map((one) => one.value)).toEqual([value]);
  });

  it.each(['', 'release', 'from:milo notes', 'upfrom:mi', 'has:file', 'in: '])('%j is offered nothing', async (text) => {
    expect(await suggestOperator(text, names)).toEqual([]);
  });
});

it('asks for names without the sign before them', async () => {
  expect((await suggestPeople('@ta', names))[0]).toEqual({ value: '@milo.tanaka', label: 'Milo ta', detail: '@milo.tanaka' });
  expect(suggestChannels('#Gen', names)).toEqual([{ value: '#general', label: '#general', detail: null }]);
});
