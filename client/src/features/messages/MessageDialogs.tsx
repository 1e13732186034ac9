import { lazy, Suspense } from 'react';
import { Button } from '@/ui/Button';
import { CloseIcon } from '@/ui/icons';
import { texts } from '@/texts';
import { forgetFailure, useActions } from './messageActions';

const DeleteDialog = lazy(async () => ({ default: (await import('./messageDialogForms')).DeleteDialog }));
const HistoryDialog = lazy(async () => ({ default: (await import('./messageDialogForms')).HistoryDialog }));

/** What is asked or shown about one message, wherever it stands; once in a page. */
export function MessageDialogs() {
  const { dialog, failure } = useActions();
  return (
    <Suspense>
      {dialog?.kind === 'delete' && <DeleteDialog message={dialog.message} />}
      {dialog?.kind === 'history' && <HistoryDialog message={dialog.message} />}
      {failure !== null && <Failure {...failure} />}
    </Suspense>
  );
}

/** Until it is tried again or put away: who reads slowly can still do either. */
function Failure({ text, retry }: { text: string; retry: () => void }) {
  return (
    <div
      role="alert"
      className="fixed bottom-24 left-1/2 z-50 flex w-max max-w-[calc(100vw-1.5rem)] -translate-x-1/2 items-center gap-2 rounded-md border border-line bg-danger-surface py-2 pr-2 pl-4 text-danger shadow-lg"
    >
      <span>{text}</span>
      <Button look="link" onClick={retry}>
        {texts.messages.retry}
      </Button>
      <Button look="icon" aria-label={texts.messages.close} title={texts.messages.close} onClick={forgetFailure}>
        <CloseIcon />
      </Button>
    </div>
  );
}
