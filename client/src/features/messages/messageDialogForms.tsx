import { useEffect, useState } from 'react';
import type { EarlierContent, Message } from '@/api/types';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { errorText } from '@/ui/errorText';
import { Notice } from '@/ui/Notice';
import { Spinner } from '@/ui/Spinner';
import { texts } from '@/texts';
import { useSubmit } from '@/ui/useSubmit';
import { formatFull } from './dates';
import { closeDialog, deleteMessage, historyOf } from './messageActions';

export function DeleteDialog({ message }: { message: Message }) {
  const { onSubmit, isBusy, error } = useSubmit(() => deleteMessage(message));
  useFocusBack(message);
  return (
    <Dialog title={texts.messages.deleteTitle} onClose={closeDialog}>
      <p className="line-clamp-4 rounded-md bg-side px-3 py-2 [overflow-wrap:anywhere]" dir="auto">
        {message.content || message.files.map((file) => file.filename).join(', ')}
      </p>
      <p className="text-muted">{texts.messages.deleteText}</p>
      {error !== null && <Notice tone="error">{errorText(error)}</Notice>}
      <form onSubmit={onSubmit} className="flex justify-end gap-2">
        <Button look="secondary" onClick={closeDialog}>
          {texts.app.cancel}
        </Button>
        <Button type="submit" isBusy={isBusy}>
          {texts.messages.delete}
        </Button>
      </form>
    </Dialog>
  );
}

export function HistoryDialog({ message }: { message: Message }) {
  const [earlier, setEarlier] = useState<EarlierContent[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useFocusBack(message);
  useEffect(() => {
    historyOf(message.id).then(setEarlier, (error: unknown) => setFailure(errorText(error)));
  }, [message.id]);
  return (
    <Dialog title={texts.messages.historyTitle} onClose={closeDialog}>
      {failure !== null && <Notice tone="error">{failure}</Notice>}
      {earlier === null && failure === null && <Spinner label={texts.app.loading} />}
      {earlier !== null && (
        <ol tabIndex={0} aria-label={texts.messages.historyTitle} className="flex max-h-[50dvh] flex-col gap-3 overflow-y-auto">
          {earlier.map(({ content, edited_at }) => (
            <li key={edited_at} className="rounded-md bg-side px-3 py-2">
              <p className="text-xs text-muted">{texts.messages.until(formatFull(edited_at))}</p>
              <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
                {content}
              </p>
            </li>
          ))}
        </ol>
      )}
      <Button look="secondary" className="self-end" onClick={closeDialog}>
        {texts.messages.close}
      </Button>
    </Dialog>
  );
}

/** The menu that led here is gone by the time that the dialog closes: back to the message itself. */
function useFocusBack({ id }: Message): void {
  useEffect(
    () => () => {
      setTimeout(() => document.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"] article`)?.focus());
    },
    [id],
  );
}
