import { useEffect, useState } from 'react';
import { errorText } from './errorText';

const pause = 200;

interface Found<T> {
  items: T[];
  isLooking: boolean;
  failure: string | null;
}

/** What a search finds for a text that is being typed: asked once the typing pauses, and never answered by an older question. */
export function useFound<T>(query: string, search: (query: string) => Promise<T[]>): Found<T> {
  const [found, setFound] = useState<Found<T>>({ items: [], isLooking: true, failure: null });

  useEffect(() => {
    let isStale = false;
    const timer = setTimeout(() => {
      search(query).then(
        (items) => {
          if (!isStale) setFound({ items, isLooking: false, failure: null });
        },
        (error: unknown) => {
          if (!isStale) setFound({ items: [], isLooking: false, failure: errorText(error) });
        },
      );
    }, pause);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [query, search]);

  return found;
}
