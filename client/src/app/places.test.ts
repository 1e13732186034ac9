import { expect, it } from 'vitest';
import { channel } from '@/features/channels/fixtures';
import { places } from './places';

const all = Object.fromEntries(
  [
    channel({ id: 'design', name: 'design' }),
    channel({ id: 'web', name: 'web-design' }),
    channel({ id: 'news', name: 'news', unread_count: 1 }),
    channel({ id: 'open', name: 'open-design', membership: null }),
    channel({ id: 'old', name: 'old-design', archived: true }),
    channel({ id: 'other', name: 'design', workspace_id: 'elsewhere' }),
  ].map((one) => [one.id, one]),
);
const found = (query: string, recent: string[] = []) => places(all, 'w', query, recent).map((place) => place.channel.id);

it('with nothing typed, what is unread comes first, then what was open last; what one is not in does not', () => {
  expect(found('', ['web'])).toEqual(['news', 'web', 'design']);
});

it('what fits best comes first, of equals what was open last, then by name', () => {
  expect(found('design')).toEqual(['design', 'open', 'web']);
  expect(found('#design', ['web'])).toEqual(['design', 'web', 'open']);
});
