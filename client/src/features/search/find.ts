import type { Page } from '@/api/http';
import * as api from '@/api/search';
import type { Found, Id } from '@/api/types';

export const filters = ['from', 'in', 'after', 'before', 'has', 'sort'] as const;
export type Filter = (typeof filters)[number];

/** Asks with what stands in the address: so that a search can be reloaded, kept and gone back to. */
export function find(workspaceId: Id, params: string, page: number): Promise<Page<Found>> {
  const asked = new URLSearchParams(params);
  const given = ['q', ...filters].map((name) => [name, asked.get(name)?.trim() ?? ''] as const).filter(([, value]) => value !== '');
  return api.search(workspaceId, { ...Object.fromEntries(given), page });
}

/** Nothing to look for yet: an order alone finds nothing. */
export const isEmpty = (params: string): boolean => {
  const asked = new URLSearchParams(params);
  return ['q', ...filters].every((name) => name === 'sort' || (asked.get(name)?.trim() ?? '') === '');
};
