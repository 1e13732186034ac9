import { useCallback, useEffect, useState } from 'react';
import type { Pagination } from '@/api/types';
import { errorText } from './errorText';

interface Answer<T> {
  items: T[];
  pagination: Pagination;
}

interface Pages<T> {
  /** Null until the first answer. */
  items: T[] | null;
  failure: string | null;
  /** There is more after these. */
  hasMore: boolean;
  isLoading: boolean;
  /** How many there are in all, where the server counts them. */
  total: number | null;
}

const empty = { items: null, failure: null, hasMore: false, isLoading: true, total: null };

/**
 * A list that comes page by page. `load` gets the number of the page, from 1, and the cursor of the page before; it has to be
 * stable between renders: a new one begins anew.
 */
export function usePages<T>(load: (page: number, cursor: string | undefined) => Promise<Answer<T>>) {
  const [pages, setPages] = useState<Pages<T>>(empty);
  const [at, setAt] = useState<{ page: number; cursor: string | undefined; load: unknown }>({ page: 1, cursor: undefined, load });
  const [next, setNext] = useState<string | undefined>(undefined);
  const current = at.load === load ? at : { page: 1, cursor: undefined, load };
  const { page, cursor } = current;

  useEffect(() => {
    let isStale = false;
    load(page, cursor).then(
      ({ items, pagination }) => {
        if (isStale) return;
        const following = pagination.next_cursor;
        setNext(following === null || following === undefined ? undefined : String(following));
        setPages((before) => {
          const all = page === 1 ? items : [...(before.items ?? []), ...items];
          const total = pagination.total ?? null;
          const hasMore = total === null ? following !== null && following !== undefined : all.length < total && items.length > 0;
          return { items: all, failure: null, hasMore, isLoading: false, total };
        });
      },
      (error: unknown) => {
        if (!isStale) setPages((before) => ({ ...before, failure: errorText(error), isLoading: false }));
      },
    );
    return () => {
      isStale = true;
    };
  }, [load, page, cursor]);

  const more = useCallback(() => setAt({ page: page + 1, cursor: next, load }), [page, next, load]);
  /** What is shown changes at once, without asking again. */
  const change = useCallback((step: (items: T[]) => T[]) => setPages((before) => ({ ...before, items: step(before.items ?? []) })), []);
  return { ...pages, more, change };
}
