import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '@/ui/Button';
import { CloseIcon } from '@/ui/icons';
import { texts } from '@/texts';

interface Props {
  title: string;
  subtitle?: string;
  onClose: () => void;
  children: ReactNode;
}

/** Beside the channel where there is room, over it where there is little, in its place on a phone. */
export function RightPanel({ title, subtitle, onClose, children }: Props) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    const from = document.activeElement;
    return () => {
      if (from instanceof HTMLElement && from.isConnected) from.focus();
    };
  }, []);
  return (
    <aside
      ref={ref}
      aria-label={title}
      className="flex w-[26rem] shrink-0 flex-col border-l border-line bg-surface max-md:absolute max-md:inset-y-0 max-md:right-0 max-md:z-20 max-md:w-[min(26rem,100%)] max-md:shadow-xl max-sm:w-full max-sm:border-l-0"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line px-3 sm:px-5">
        <h2 className="shrink-0 font-semibold">{title}</h2>
        {subtitle !== undefined && (
          <span className="min-w-0 truncate text-sm text-muted" dir="auto">
            {subtitle}
          </span>
        )}
        <Button look="icon" className="ml-auto" aria-label={texts.threads.close} title={texts.threads.close} onClick={onClose}>
          <CloseIcon />
        </Button>
      </header>
      {children}
    </aside>
  );
}
