import { useLayoutEffect, useRef } from 'react';
import type { Attachment } from '@/api/types';
import { Button } from '@/ui/Button';
import { CloseIcon, DownIcon } from '@/ui/icons';
import { Spinner } from '@/ui/Spinner';
import { texts } from '@/texts';
import { saveFile, useImage } from './fileBytes';

/** The browser's own modal dialog: Esc closes it, and the focus goes back to the picture. */
export default function Lightbox({ file, onClose }: { file: Attachment; onClose: () => void }) {
  const ref = useRef<HTMLDialogElement>(null);
  const { url, hasFailed } = useImage(file.id, 'full');

  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);

  return (
    <dialog ref={ref} aria-label={file.filename} onClose={onClose} className="m-0 h-dvh max-h-none w-screen max-w-none bg-scrim p-3 sm:p-6">
      <div className="flex h-full flex-col gap-3">
        <div className="flex items-center gap-2 self-end rounded-md bg-surface px-3 py-1 text-ink">
          <span className="max-w-[50vw] truncate">{file.filename}</span>
          <Button look="icon" aria-label={texts.messages.download(file.filename)} onClick={() => void saveFile(file.id, file.filename).catch(() => undefined)}>
            <DownIcon />
          </Button>
          <Button look="icon" aria-label={texts.messages.close} onClick={onClose}>
            <CloseIcon />
          </Button>
        </div>
        <div
          className="flex min-h-0 flex-1 items-center justify-center"
          onClick={(event) => {
            if (event.target === event.currentTarget) onClose();
          }}
        >
          {url !== null && <img src={url} alt={file.filename} className="max-h-full max-w-full rounded-md object-contain" />}
          {url === null && (
            <div className="rounded-md bg-surface">
              {hasFailed ? <p className="p-4">{texts.messages.imageFailed}</p> : <Spinner label={texts.app.loading} />}
            </div>
          )}
        </div>
      </div>
    </dialog>
  );
}
