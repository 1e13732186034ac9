import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { texts } from '@/texts';
import { Button } from './Button';
import { CloseIcon } from './icons';

const widths = { narrow: 'w-[min(28rem,calc(100vw-1.5rem))]', wide: 'w-[min(38rem,calc(100vw-1.5rem))]' };

interface Props {
  title: string;
  width?: keyof typeof widths;
  onClose: () => void;
  children: ReactNode;
}

/** The browser's own modal dialog: it keeps the focus inside, closes on Esc and gives the focus back. */
export function Dialog({ title, width = 'narrow', onClose, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  // Closed while still in the page: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);

  return (
    <dialog ref={ref} aria-labelledby={titleId} onCancel={onClose} className={`max-h-[min(46rem,calc(100dvh-1.5rem))] rounded-xl bg-surface shadow-xl ${widths[width]}`}>
      <div className="relative flex flex-col gap-4 p-6">
        <h2 id={titleId} className="pr-8 text-lg font-semibold [overflow-wrap:anywhere]">
          {title}
        </h2>
        {children}
        {/* Last, as the browser gives the focus to what comes first. */}
        <Button look="icon" className="absolute top-5 right-4" aria-label={texts.app.close} onClick={onClose}>
          <CloseIcon />
        </Button>
      </div>
    </dialog>
  );
}
