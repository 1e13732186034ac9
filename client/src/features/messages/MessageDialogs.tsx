import { lazy, Suspense, useEffect } from 'react';
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
      {failure !== null && <Failure text={failure} />}
    </Suspense>
  );
}

const shownFor = 6_000;

function Failure({ text }: { text: string }) {
  useEffect(() => {
    const timer = setTimeout(forgetFailure, shownFor);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div role="alert" className="fixed bottom-24 left-1/2 z-50 -translate-x-1/2 rounded-md bg-danger-surface px-4 py-2 text-danger shadow-lg">
      {text}
    </div>
  );
}
