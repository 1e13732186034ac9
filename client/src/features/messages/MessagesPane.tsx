import type { Channel, User } from '@/api/types';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Spinner } from '@/ui/Spinner';
import { texts } from '@/texts';
import { openChannel } from './loading';
import { MessageList } from './MessageList';
import { selectChannel, useMessages } from './messagesStore';

/** The list, or why there is none yet. What has been loaded once stays on the screen, whatever fails later. */
export function MessagesPane({ channel, user }: { channel: Channel; user: User }) {
  const { timeline, loadFailure } = useMessages(selectChannel(channel.id));
  if (timeline.applied !== null) return <MessageList channel={channel} user={user} />;
  if (loadFailure === null) return <Spinner label={texts.messages.loading} />;
  return (
    <EmptyState title={texts.messages.loadFailed} text={loadFailure}>
      <Button className="self-center" onClick={() => void openChannel(channel.id)}>
        {texts.app.tryAgain}
      </Button>
    </EmptyState>
  );
}
