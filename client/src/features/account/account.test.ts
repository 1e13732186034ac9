import { expect, it } from 'vitest';
import type { Session } from '@/api/types';
import { deviceName } from './account';

const device = (user_agent: string | null) => deviceName({ user_agent } as Session);

it('a device is called by its browser and its system', () => {
  expect(device('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox, Linux');
  expect(device('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0')).toBe('Edge, Windows');
});

it('one that is no browser is called as it calls itself, one that says nothing not at all', () => {
  expect(device('curl/8.5.0')).toBe('curl/8.5.0');
  expect(device(null)).toBeNull();
});
