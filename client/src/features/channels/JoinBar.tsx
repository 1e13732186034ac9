import type { Channel, Id } from '@/api/types';
import { Button } from '@/ui/Button';
import { errorText } from '@/ui/errorText';
import { texts } from '@/texts';
import { useSubmit } from '@/ui/useSubmit';
import { joinChannel } from './channelsStore';

/** In place of the composer, for who reads a channel without being in it. */
export function JoinBar({ channel, userId }: { channel: Channel; userId: Id }) {
  const { onSubmit, isBusy, error } = useSubmit(() => joinChannel(channel.id, userId));
  return (
    <form
      onSubmit={onSubmit}
      className="m-3 mt-0 flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line bg-side px-4 py-3 sm:mx-5 sm:mb-5"
    >
      <p role={error === null ? undefined : 'alert'} className={error === null ? 'text-muted' : 'text-danger'}>
        {error === null ? texts.channels.joinHint : errorText(error)}
      </p>
      <Button type="submit" isBusy={isBusy}>
        <span className="max-w-64 truncate">{texts.channels.join(channel.name)}</span>
      </Button>
    </form>
  );
}
