import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Id } from '@/api/types';
import { Button } from '@/ui/Button';
import { DownIcon } from '@/ui/icons';
import { texts } from '@/texts';
import { DayHeading, DayPill, NewLine } from './DayHeading';
import { useActions } from './messageActions';
import { MessageLine } from './MessageLine';
import type { Row } from './rows';
import { useStillness } from './useStillness';

/** Who is this near to the end follows what comes. */
const nearEnd = 100;
/** Who is this near to either side soon needs what is behind it. */
const nearSide = 600;
/** Room for what stands above the first row. */
const aboveFirst = 64;

/** A message to go to. A link's stands in the middle and is marked, another one at the top. */
export interface Target {
  id: Id;
  isLink: boolean;
}

export const linkTo = (id: Id | null): Target | null => (id === null ? null : { id, isLink: true });

interface Props {
  rows: readonly Row[];
  label: string;
  /** What stands above the first row: the beginning, or the way to older ones. */
  above: ReactNode;
  /** What to begin at, and to go to whenever it is another object; null for the end. */
  target: Target | null;
  isInThread?: boolean;
  /** Changes when a message of one's own is added: that always leads to the end. */
  ownLatest: string | undefined;
  onNearTop: () => void;
  onNearEnd?: () => void;
  /** The end of the rows is not the newest there is. */
  hasMoreAfter?: boolean;
  onJumpToLatest?: () => void;
  /** Whether the newest message is in view. */
  onTail: (isInView: boolean) => void;
  /** What came while one was away from the end. */
  unseen: number;
}

/**
 * Only the rows in view are in the document. The view holds still for those who read, whatever is added above or below and
 * whatever changes its height, and follows for those who are at the end.
 */
export function VirtualRows(props: Props) {
  const { rows, target, ownLatest, onNearTop, onNearEnd, hasMoreAfter = false, onTail } = props;
  const ref = useRef<HTMLDivElement>(null);
  const follows = useRef(target === null);
  const height = useRef(0);
  const [isAway, setAway] = useState(false);

  // eslint-disable-next-line react-hooks/incompatible-library -- the compiler leaves this component alone, which is as it should be
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => ref.current,
    getItemKey: (index) => rows[index]?.key ?? index,
    estimateSize: (index) => (rows[index]?.startsGroup === true ? 60 : 30),
    overscan: 12,
    paddingStart: aboveFirst,
    paddingEnd: 16,
    scrollPaddingStart: 56,
    anchorTo: 'end',
    // Where one has come down to the newest from far above, they are not what one has seen the end of.
    followOnAppend: !hasMoreAfter && !isAway,
    scrollEndThreshold: nearEnd,
  });

  useStillness(virtualizer, rows);

  /** On the way to a row, by its number: rows that came in above it now would make it another one. */
  const isArriving = useRef(false);
  const look = useCallback(() => {
    const list = ref.current;
    if (!list) return;
    const toEnd = list.scrollHeight - list.scrollTop - list.clientHeight;
    // Not a hand, but the layout: the list has changed its size since, and follows in a moment.
    if (list.clientHeight === height.current) follows.current = toEnd < nearEnd && !hasMoreAfter;
    setAway(!follows.current);
    onTail(follows.current);
    if (list.scrollTop < nearSide && !isArriving.current) onNearTop();
    if (toEnd < nearSide) onNearEnd?.();
  }, [onTail, onNearTop, onNearEnd, hasMoreAfter]);

  const targetIndex = target === null ? -1 : rows.findIndex((row) => row.message?.id === target.id);
  const isTargetThere = targetIndex >= 0;
  const broughtTo = useRef<Target | null>(undefined);
  useLayoutEffect(() => {
    // One may have gone on from there, so far that it is not held any more, and come back.
    if (target === broughtTo.current) return;
    broughtTo.current = isTargetThere ? target : null;
    follows.current = !isTargetThere;
    if (!isTargetThere) {
      virtualizer.scrollToEnd();
      return;
    }
    virtualizer.scrollToIndex(targetIndex, { align: target?.isLink === true ? 'center' : 'start' });
    isArriving.current = true;
    whenStill(ref.current, () => {
      isArriving.current = false;
      look();
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each target, not with every row that moves it
  }, [target, isTargetThere, virtualizer]);

  const editing = useActions((state) => state.editing);
  useLayoutEffect(() => {
    const index = rows.findIndex((row) => editing !== null && row.message?.id === editing);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- when an edit begins, and not with every row
  }, [editing, virtualizer]);

  const previousOwn = useRef(ownLatest);
  useLayoutEffect(() => {
    if (ownLatest === undefined || ownLatest === previousOwn.current) return;
    previousOwn.current = ownLatest;
    follows.current = true;
    virtualizer.scrollToEnd();
  }, [ownLatest, virtualizer]);

  // The composer grows, the window turns, the keyboard of a phone comes up: the end stays in view for who was there.
  useEffect(() => {
    const list = ref.current;
    if (!list) return;
    const observer = new ResizeObserver(() => {
      height.current = list.clientHeight;
      if (follows.current) virtualizer.scrollToEnd();
      look();
    });
    observer.observe(list);
    return () => observer.disconnect();
  }, [virtualizer, look]);

  useEffect(look, [look, rows]);

  const jump = () => {
    follows.current = true;
    // Also where the way down has led to the newest already: it ends the visit to the message that a link led to.
    props.onJumpToLatest?.();
    if (!hasMoreAfter) virtualizer.scrollToEnd();
  };

  const focusRow = (index: number) => {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)];
    if (row === undefined) return;
    virtualizer.scrollToIndex(rows.indexOf(row), { align: 'auto' });
    requestAnimationFrame(() => ref.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(row.key)}"]`)?.focus({ preventScroll: true }));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const from = event.target as HTMLElement;
    const isOnRow = from.matches('article');
    if (!isOnRow && from !== event.currentTarget) return;
    const at = isOnRow ? rows.findIndex((row) => row.key === from.dataset.key) : rows.length;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    focusRow(to);
  };

  const items = virtualizer.getVirtualItems();
  const top = virtualizer.scrollOffset ?? 0;
  const fits = virtualizer.getTotalSize() <= (virtualizer.scrollRect?.height ?? 0);
  const first = items.find((item) => item.end > top + 8);
  const firstRow = first === undefined ? undefined : rows[first.index];

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={ref}
        onScroll={look}
        onKeyDown={onKeyDown}
        role="log"
        aria-live="off"
        aria-label={props.label}
        tabIndex={0}
        className="relative flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain -outline-offset-2 [overflow-anchor:none]"
      >
        <div className={`relative w-full shrink-0 ${props.isInThread === true ? '' : 'mt-auto'}`} style={{ height: virtualizer.getTotalSize() }}>
          <div className="absolute inset-x-0 top-0 flex h-16 items-center">{props.above}</div>
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                data-message={row.message?.id}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {row.startsDay && <DayHeading date={row.createdAt} />}
                {row.startsNew && <NewLine />}
                <MessageLine row={row} isHighlighted={target?.isLink === true && row.message?.id === target.id} isInThread={props.isInThread ?? false} />
              </div>
            );
          })}
        </div>
      </div>
      {firstRow !== undefined && !fits && top > aboveFirst && !(firstRow.startsDay && (first?.start ?? 0) >= top) && <DayPill date={firstRow.createdAt} />}
      {(isAway || hasMoreAfter) && rows.length > 0 && (
        <Button onClick={jump} className="absolute right-4 bottom-3 shadow-md sm:right-6">
          <DownIcon />
          {texts.messages.jumpToLatest}
          {props.unseen > 0 && <span className="rounded-full bg-surface px-1.5 text-sm text-ink tabular-nums">{props.unseen}</span>}
        </Button>
      )}
    </div>
  );
}

/** The list has not moved for some frames, or is moved by somebody all the time. */
function whenStill(list: HTMLElement | null, then: () => void): void {
  let [top, still, frames] = [-1, 0, 0];
  const step = () => {
    still = list?.scrollTop === top ? still + 1 : 0;
    top = list?.scrollTop ?? 0;
    if (still < 3 && ++frames < 60) requestAnimationFrame(step);
    else then();
  };
  requestAnimationFrame(step);
}
