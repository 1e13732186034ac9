import { type KeyboardEvent, useId, useState } from 'react';
import type { User } from '@/api/types';
import { texts } from '@/texts';
import { Avatar } from './Avatar';
import { Button } from './Button';
import { CloseIcon } from './icons';
import { useFound } from './useFound';

interface Props {
  /** Stable between renders: a new one searches anew. */
  search: (query: string) => Promise<User[]>;
  chosen: User[];
  onChange: (chosen: User[]) => void;
  max: number;
}

/** A combo box with what was chosen above it. */
export function PeoplePicker({ search, chosen, onChange, max }: Props) {
  const id = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const { items, isLooking, failure } = useFound(query, search);
  const options = items.filter((user) => !chosen.some((one) => one.id === user.id));
  const isFull = chosen.length >= max;
  const current = options[Math.min(active, options.length - 1)];

  const choose = (user: User | undefined) => {
    if (user === undefined || isFull) return;
    onChange([...chosen, user]);
    setQuery('');
    setActive(0);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setActive(Math.min(active + 1, options.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
    else if (event.key === 'Enter' && query !== '') choose(current);
    else if (event.key === 'Backspace' && query === '') onChange(chosen.slice(0, -1));
    else return;
    if (event.key !== 'Backspace') event.preventDefault();
  };

  return (
    <div className="flex flex-col gap-2">
      {chosen.length > 0 && (
        <ul aria-label={texts.people.chosen} className="flex flex-wrap gap-1.5">
          {chosen.map((user) => (
            <li key={user.id} className="flex max-w-full items-center gap-1 rounded-md bg-selected pl-2">
              <span className="truncate">{user.display_name}</span>
              <Button look="icon" aria-label={texts.people.takeOut(user.display_name)} onClick={() => onChange(chosen.filter((one) => one !== user))}>
                <CloseIcon />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <label htmlFor={id} className="font-medium">
        {texts.people.find}
      </label>
      <input
        id={id}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={current && `${id}-${current.id}`}
        aria-autocomplete="list"
        className="rounded-md border border-line-strong bg-surface px-3 py-2 placeholder:text-muted"
        placeholder={texts.people.findPlaceholder}
        autoComplete="off"
        autoFocus
        disabled={isFull}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={texts.people.results} className="flex max-h-56 flex-col overflow-y-auto">
        {options.map((user) => (
          <li
            key={user.id}
            id={`${id}-${user.id}`}
            role="option"
            aria-selected={user === current}
            className="flex cursor-pointer items-center gap-2 rounded-md px-2 py-1.5 hover:bg-hover aria-selected:bg-selected"
            onClick={() => choose(user)}
          >
            <Avatar id={user.id} name={user.display_name} url={user.avatar_url} size="size-7" />
            <span className="min-w-0 truncate">{user.display_name}</span>
            <span className="min-w-0 truncate text-sm text-muted">@{user.username}</span>
          </li>
        ))}
      </ul>
      <p role="status" className={`text-sm ${failure === null ? 'text-muted' : 'text-danger'} ${options.length > 0 ? 'sr-only' : ''}`}>
        {failure ?? (isLooking ? texts.app.loading : options.length === 0 ? texts.people.nobody : texts.people.found(options.length))}
      </p>
    </div>
  );
}
