import { type ComponentProps, useId } from 'react';

interface Props extends Omit<ComponentProps<'select'>, 'id' | 'className'> {
  label: string;
  hint?: string;
  /** The label is for screen readers only, where the place says what it is. */
  isLabelHidden?: boolean;
  options: { value: string; label: string }[];
}

/** The browser's own choice: it works with every hand and every reader, on a phone as well. */
export function SelectField({ label, hint, isLabelHidden = false, options, ...rest }: Props) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'font-medium'}>
        {label}
      </label>
      <select
        id={id}
        aria-describedby={hint === undefined ? undefined : `${id}-note`}
        className="min-h-10 min-w-0 rounded-md border border-line-strong bg-surface px-2 py-1.5"
        {...rest}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p id={`${id}-note`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
