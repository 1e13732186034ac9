import { useEffect, useRef, useState } from 'react';
import { useConnectionStatus } from '@/realtime/connectionStatus';
import { Button } from '@/ui/Button';
import { texts } from '@/texts';
import { isOutdated } from './version';

/** After a reconnect the server may be a newer one, with a newer client. Reloading is left to who may be in mid-sentence. */
export function UpdateBar() {
  const isReady = useConnectionStatus(({ status }) => status === 'ready');
  const [isOld, setOld] = useState(false);
  const wasReady = useRef(false);
  useEffect(() => {
    if (!isReady) return;
    if (wasReady.current) void isOutdated().then(setOld);
    wasReady.current = true;
  }, [isReady]);

  return (
    <div role="status">
      {isOld && (
        <p className="flex items-center justify-center gap-3 bg-notice px-3 py-1 text-sm text-on-notice">
          {texts.app.newVersion}
          <Button look="plain" className="font-semibold underline" onClick={() => window.location.reload()}>
            {texts.app.reload}
          </Button>
        </p>
      )}
    </div>
  );
}
