import { type ComponentProps, type KeyboardEvent, useId, useState } from 'react';
import { texts } from '@/texts';
import { TextField } from './TextField';
import { useFound } from './useFound';

export interface Suggestion {
  /** What the field holds once this is chosen. */
  value: string;
  label: string;
  detail: string | null;
}

interface Props extends ComponentProps<typeof TextField> {
  defaultValue: string;
  /** Stable between renders: a new one asks anew. */
  suggest: (text: string) => Promise<Suggestion[]>;
}

/** A field that offers how its text could go on. Enter alone sends the form: an offer is taken with the arrows first, or by a click. */
export function SuggestField({ defaultValue, suggest, ...rest }: Props) {
  const id = useId();
  const [text, setText] = useState(defaultValue);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const { items } = useFound(text, suggest);
  const offered = isOpen ? items : [];

  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const choose = ({ value }: Suggestion) => {
    setText(value);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (offered.length === 0 || event.nativeEvent.isComposing) return;
    const chosen = offered[active];
    if (event.key === 'ArrowDown') setActive(Math.min(active + 1, offered.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, -1));
    else if (event.key === 'Enter' && chosen !== undefined) choose(chosen);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  };

  return (
    <div className="relative">
      <TextField
        {...rest}
        autoComplete="off"
        aria-autocomplete="list"
        aria-controls={offered.length > 0 ? id : undefined}
        aria-activedescendant={active >= 0 && active < offered.length ? `${id}-${active}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
          setActive(-1);
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      {offered.length > 0 && (
        <ul
          id={id}
          role="listbox"
          aria-label={texts.app.suggestions}
          className="absolute inset-x-0 top-full z-20 mt-1 max-h-72 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-xl"
        >
          {offered.map((one, index) => (
            <li
              key={one.value}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className="flex cursor-pointer items-baseline gap-2 rounded px-2 py-1.5 hover:bg-hover aria-selected:bg-selected"
              // The focus would leave the text, and the list would close before the click.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(one)}
            >
              <span className="truncate font-medium" dir="auto">
                {one.label}
              </span>
              {one.detail !== null && <span className="truncate text-sm text-muted">{one.detail}</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
