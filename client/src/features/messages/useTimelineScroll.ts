import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Who is this near to the end follows what comes. */
const nearEnd = 100;
/** Who is this near to the top soon needs what is above. */
const nearTop = 400;

interface Anchor {
  key: string;
  offset: number;
}

interface Options {
  /** Changes when a message of one's own is added: that always leads to the end. */
  ownLatest: string | undefined;
  count: number;
  onNearTop: () => void;
}

interface TimelineScroll {
  ref: RefObject<HTMLDivElement | null>;
  isAway: boolean;
  onScroll: () => void;
  jumpToLatest: () => void;
}

/**
 * Keeps the list at its end for those who are there, and holds still for those who read history: the line at the top of
 * their view stays where it is, whatever is added above or below it.
 */
export function useTimelineScroll({ ownLatest, count, onNearTop }: Options): TimelineScroll {
  const ref = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const anchor = useRef<Anchor | null>(null);
  const settledAt = useRef('');
  const [isAway, setAway] = useState(false);

  const settle = useCallback(() => {
    const list = ref.current;
    if (!list) return;
    if (follows.current) list.scrollTop = list.scrollHeight;
    else if (anchor.current) restore(list, anchor.current);
    anchor.current = topLine(list);
    settledAt.current = sizes(list);
  }, []);

  const onScroll = () => {
    const list = ref.current;
    if (!list) return;
    // Not a hand, but the layout: the list has changed its size since it was settled, and has not been settled again yet.
    if (sizes(list) !== settledAt.current) {
      settle();
      return;
    }
    follows.current = list.scrollHeight - list.scrollTop - list.clientHeight < nearEnd;
    anchor.current = topLine(list);
    setAway(!follows.current);
    if (list.scrollTop < nearTop) onNearTop();
  };

  const jumpToLatest = useCallback(() => {
    follows.current = true;
    setAway(false);
    settle();
  }, [settle]);

  useLayoutEffect(() => {
    if (ownLatest !== undefined) follows.current = true;
  }, [ownLatest]);

  useLayoutEffect(settle);

  useEffect(() => {
    if (ref.current && ref.current.scrollTop < nearTop) onNearTop();
  }, [count, onNearTop]);

  // The composer grows, the window turns, the keyboard of a phone comes up: no render of ours, and the end moves all the same.
  useEffect(() => {
    const list = ref.current;
    if (!list) return;
    const observer = new ResizeObserver(settle);
    observer.observe(list);
    return () => observer.disconnect();
  }, [settle]);

  return { ref, isAway, onScroll, jumpToLatest };
}

const sizes = (list: HTMLElement): string => `${list.scrollHeight} ${list.clientHeight}`;

function lines(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-key]')];
}

function topLine(list: HTMLElement): Anchor | null {
  const line = lines(list).find((one) => one.offsetTop + one.offsetHeight > list.scrollTop);
  return line?.dataset.key === undefined ? null : { key: line.dataset.key, offset: line.offsetTop - list.scrollTop };
}

function restore(list: HTMLElement, { key, offset }: Anchor): void {
  const line = lines(list).find((one) => one.dataset.key === key);
  if (line) list.scrollTop = line.offsetTop - offset;
}
