import { type ComponentProps, useId } from 'react';

interface Props extends Omit<ComponentProps<'textarea'>, 'id' | 'className'> {
  label: string;
  hint?: string;
}

export function TextArea({ label, hint, ...rest }: Props) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <textarea
        id={id}
        rows={3}
        dir="auto"
        aria-describedby={hint === undefined ? undefined : `${id}-note`}
        className="rounded-md border border-line-strong bg-surface px-3 py-2 placeholder:text-muted"
        {...rest}
      />
      {hint !== undefined && (
        <p id={`${id}-note`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
