import type { Id } from '@/api/types';
import { Button } from '@/ui/Button';
import { texts } from '@/texts';
import type { PendingMessage } from './pending';
import { discardMessage, retryMessage } from './sending';

/** What becomes of a message that is on its way. */
export function PendingState({ pending, channelId }: { pending: PendingMessage; channelId: Id }) {
  const names = pending.files.map((file) => file.name).join(', ');
  return (
    <>
      {names !== '' && <p className="truncate text-sm text-muted">{names}</p>}
      {pending.failure === null ? (
        <span className="sr-only">{texts.messages.sending}</span>
      ) : (
        <div role="alert" className="flex flex-wrap items-center gap-x-2 text-sm text-danger">
          <span>
            {texts.messages.failed} {pending.failure}
          </span>
          <Button look="link" onClick={() => retryMessage(channelId, pending.client_message_id)}>
            {texts.messages.retry}
          </Button>
          <Button look="link" onClick={() => discardMessage(channelId, pending.client_message_id)}>
            {texts.messages.discard}
          </Button>
        </div>
      )}
    </>
  );
}
