import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Button } from '@/ui/Button';
import { usePreferences } from '@/ui/preferences';
import { Spinner } from '@/ui/Spinner';
import { texts } from '@/texts';
import { type Emoji, inTone, loadEmoji, searchEmoji } from './emojiSet';
import { SkinTones } from './SkinTones';

const columns = 8;

type Line = { kind: 'heading'; text: string } | { kind: 'emoji'; from: number; emoji: Emoji[] };

/** The focus stays in the search; the arrows move through what was found, Enter takes it. */
export default function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const [set, setSet] = useState<Emoji[] | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const id = useId();
  const ref = useRef<HTMLDivElement>(null);
  const skinTone = usePreferences((state) => state.skinTone);

  const load = () => {
    setFailed(false);
    loadEmoji().then(setSet, () => setFailed(true));
  };
  useEffect(load, []);

  const found = useMemo(() => (set === null ? [] : searchEmoji(set, query)), [set, query]);
  const lines = useMemo(() => linesOf(found, query === ''), [found, query]);

  // eslint-disable-next-line react-hooks/incompatible-library -- the compiler leaves this component alone, which is as it should be
  const virtualizer = useVirtualizer({ count: lines.length, getScrollElement: () => ref.current, estimateSize: () => 36, overscan: 4 });

  const move = (to: number) => {
    const next = Math.min(Math.max(to, 0), found.length - 1);
    setActive(next);
    virtualizer.scrollToIndex(lines.findIndex((line) => line.kind === 'emoji' && next >= line.from && next < line.from + line.emoji.length));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    const chosen = found[active];
    if (step !== undefined) move(active + step);
    else if (event.key === 'Enter' && chosen !== undefined) onPick(inTone(chosen, skinTone));
    else return;
    event.preventDefault();
  };

  return (
    <div className="flex w-[19rem] flex-col gap-2 p-2">
      <input
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${active}` : undefined}
        aria-label={texts.emoji.search}
        placeholder={texts.emoji.search}
        value={query}
        className="rounded-md border border-line-strong bg-surface px-2 py-1.5 placeholder:text-muted"
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
          ref.current?.scrollTo({ top: 0 });
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={ref} className="h-64 overflow-y-auto" tabIndex={0}>
        {set === null && !hasFailed && <Spinner label={texts.app.loading} />}
        {hasFailed && (
          <p role="alert" className="p-3 text-center text-danger">
            {texts.emoji.failed}{' '}
            <Button look="link" onClick={load}>
              {texts.app.tryAgain}
            </Button>
          </p>
        )}
        {set !== null && found.length === 0 && <p className="p-3 text-center text-muted">{texts.emoji.none}</p>}
        <div id={`${id}-list`} role="listbox" aria-label={texts.emoji.list} className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            return line === undefined ? null : (
              <div key={index} role="presentation" className="absolute inset-x-0 top-0 flex h-9 items-center" style={{ transform: `translateY(${start}px)` }}>
                {line.kind === 'heading' ? (
                  <span aria-hidden="true" className="px-1 text-xs font-medium text-muted">
                    {line.text}
                  </span>
                ) : (
                  line.emoji.map((one, offset) => (
                    <button
                      key={one.emoji}
                      id={`${id}-${line.from + offset}`}
                      type="button"
                      role="option"
                      tabIndex={-1}
                      aria-selected={line.from + offset === active}
                      aria-label={one.names.at(-1)}
                      title={one.names.at(-1)}
                      className="flex size-9 items-center justify-center rounded-md text-xl hover:bg-hover aria-selected:bg-selected"
                      onPointerMove={() => setActive(line.from + offset)}
                      onClick={() => onPick(inTone(one, skinTone))}
                    >
                      {inTone(one, skinTone)}
                    </button>
                  ))
                )}
              </div>
            );
          })}
        </div>
      </div>
      <SkinTones />
    </div>
  );
}

function linesOf(found: readonly Emoji[], hasHeadings: boolean): Line[] {
  const lines: Line[] = [];
  for (let from = 0; from < found.length; ) {
    const category = found[from]?.category ?? '';
    if (hasHeadings && found[from - 1]?.category !== category) lines.push({ kind: 'heading', text: texts.emoji.category(category) });
    const row = found.slice(from, from + columns).filter((one) => !hasHeadings || one.category === category);
    lines.push({ kind: 'emoji', from, emoji: row });
    from += row.length;
  }
  return lines;
}
