import { useSyncExternalStore } from 'react';
import { useConnectionStatus } from '@/realtime/connectionStatus';
import { texts } from '@/texts';
import { useDelayed } from '@/ui/useDelayed';

const silentFor = 5_000;

/** Most losses are over before anyone has noticed; only a longer one is worth a line. */
export function ConnectionBar() {
  const isBroken = useConnectionStatus(({ status }) => status !== 'ready' && status !== 'stopped');
  const isShown = useDelayed(isBroken, silentFor);
  const isOnline = useSyncExternalStore(watch, () => navigator.onLine);
  return (
    <div role="status" aria-live="polite">
      {isShown && <p className="bg-notice px-3 py-1 text-center text-sm text-on-notice">{isOnline ? texts.app.reconnecting : texts.app.offline}</p>}
    </div>
  );
}

function watch(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}
