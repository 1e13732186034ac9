import type { ReactVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef } from 'react';
import type { Row } from './rows';

/** What is read stays where it is when a row above it turns out higher or lower, whichever way one scrolls. */
export function useStillness(virtualizer: ReactVirtualizer<HTMLDivElement, Element>, rows: readonly Row[]): void {
  const first = useRef(rows[0]);
  /** How many have come before the one that was the first. */
  const added = useRef(0);
  const shortened = useRef<string | null>(null);

  useLayoutEffect(() => {
    const before = first.current;
    [first.current] = rows;
    if (before === undefined || before.key === rows[0]?.key) return;
    added.current = rows.findIndex(({ key }) => key === before.key);
    const present = rows[added.current];
    shortened.current = present !== undefined && present !== before ? present.key : null;
  }, [rows]);

  /* eslint-disable react-hooks/immutability -- the library takes it no other way */
  useLayoutEffect(() => {
    virtualizer.shouldAdjustScrollPositionOnItemSizeChange = ({ key, index, start, end }, _, { itemSizeCache, scrollDirection, scrollOffset }) => {
      const offset = scrollOffset ?? 0;
      // With older ones before it the first row loses its day or its author. These stand at its top: what is below stays.
      const isShortened = key === shortened.current;
      if (isShortened) shortened.current = null;
      if (isShortened || itemSizeCache.has(key)) return isShortened || end <= offset;
      // Seen for the first time, it was only guessed how high it is. Coming down into view, it grows upwards.
      return start < offset || index < added.current || scrollDirection === 'backward';
    };
  }, [virtualizer]);
  /* eslint-enable react-hooks/immutability */
}
