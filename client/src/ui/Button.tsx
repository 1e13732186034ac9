import type { ComponentProps } from 'react';

const looks = {
  primary: 'border border-transparent bg-accent text-on-accent enabled:hover:bg-accent-hover font-medium px-4 py-2',
  secondary: 'border border-line-strong enabled:hover:bg-hover font-medium px-4 py-2',
  danger: 'border border-transparent bg-danger text-surface enabled:hover:opacity-90 font-medium px-4 py-2',
  link: 'text-accent underline underline-offset-2 enabled:hover:text-accent-hover px-1 py-0.5',
  plain: 'px-1 py-0.5',
  icon: 'text-muted enabled:hover:bg-hover enabled:hover:text-ink size-8 shrink-0 justify-center',
};

interface Props extends ComponentProps<'button'> {
  look?: keyof typeof looks;
  isBusy?: boolean;
}

export function Button({ look = 'primary', isBusy = false, className = '', type = 'button', disabled, ...rest }: Props) {
  return (
    <button
      type={type}
      disabled={isBusy || disabled}
      aria-busy={isBusy}
      className={`inline-flex items-center justify-center gap-2 rounded-md disabled:cursor-default disabled:opacity-50 ${looks[look]} ${className}`}
      {...rest}
    />
  );
}
