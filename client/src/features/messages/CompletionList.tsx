import { texts } from '@/texts';
import type { Choice } from './completion';

interface Props {
  id: string;
  choices: readonly Choice[];
  active: number;
  onChoose: (choice: Choice) => void;
}

/** Above the composer; the focus stays in the text. */
export function CompletionList({ id, choices, active, onChoose }: Props) {
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={texts.app.suggestions}
      className="absolute inset-x-0 bottom-full z-20 mb-1 max-h-80 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-xl"
    >
      {choices.map((choice, index) => (
        <li
          key={choice.key}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className="flex cursor-pointer items-baseline gap-2 rounded px-2 py-1.5 hover:bg-hover aria-selected:bg-selected"
          // The focus would leave the text, and the list would close before the click.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(choice)}
        >
          <span className="truncate font-medium" dir="auto">
            {choice.label}
          </span>
          {choice.detail !== null && <span className="truncate text-sm text-muted">{choice.detail}</span>}
        </li>
      ))}
    </ul>
  );
}
