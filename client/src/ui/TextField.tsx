import { type ComponentProps, useId } from 'react';

interface Props extends Omit<ComponentProps<'input'>, 'id' | 'className'> {
  label: string;
  hint?: string;
  error?: string | undefined;
}

export function TextField({ label, hint, error, ...rest }: Props) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        className="rounded-md border border-line-strong bg-surface px-3 py-2 placeholder:text-muted aria-invalid:border-danger"
        {...rest}
      />
      {note !== undefined && (
        <p id={`${id}-note`} role={error === undefined ? undefined : 'alert'} className={`text-sm ${error === undefined ? 'text-muted' : 'text-danger'}`}>
          {note}
        </p>
      )}
    </div>
  );
}
