import { useEffect, useState } from 'react';
import type { Id } from '@/api/types';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Notice } from '@/ui/Notice';
import { Spinner } from '@/ui/Spinner';
import { texts } from '@/texts';
import { useConversation } from './conversation';
import { findMessage, openAround } from './history';
import { openChannel } from './loading';
import { MessageList } from './MessageList';
import { selectChannel, useMessages } from './messagesStore';

interface Props {
  /** The message that a link leads to. */
  messageId: Id | null;
  /** It is a reply, to be shown in its thread. */
  onReply: (rootId: Id, replyId: Id) => void;
  onLatest: () => void;
}

/** The list, or why there is none yet. What has been loaded once stays on the screen, whatever fails later. */
export function MessagesPane({ messageId, onReply, onLatest }: Props) {
  const { channel } = useConversation();
  const { timeline, loadFailure } = useMessages(selectChannel(channel.id));
  const link = useLink(messageId, onReply);
  if (timeline.applied !== null && link !== 'looking') {
    return (
      <>
        {link === 'failed' && <Notice tone="error">{texts.messages.linkFailed}</Notice>}
        <MessageList messageId={link === 'there' ? messageId : null} onLatest={onLatest} />
      </>
    );
  }
  if (loadFailure === null || link === 'looking') return <Spinner label={texts.messages.loading} />;
  return (
    <EmptyState level={2} title={texts.messages.loadFailed} text={loadFailure}>
      <Button className="self-center" onClick={() => void openChannel(channel.id)}>
        {texts.app.tryAgain}
      </Button>
    </EmptyState>
  );
}

/** Brings the surroundings of a linked message, unless it is held already. */
function useLink(messageId: Id | null, onReply: Props['onReply']): 'none' | 'looking' | 'there' | 'failed' {
  const { channel } = useConversation();
  const [found, setFound] = useState<{ id: Id; state: 'there' | 'failed' } | null>(null);

  useEffect(() => {
    if (messageId === null) return;
    let isOld = false;
    const look = async () => {
      const message = await findMessage(channel.id, messageId);
      if (isOld || message === null) return message === null ? 'failed' : 'there';
      if (message.thread_id !== null) onReply(message.thread_id, message.id);
      else await openAround(channel.id, message.seq);
      return 'there';
    };
    look().then(
      (state) => {
        if (!isOld) setFound({ id: messageId, state });
      },
      () => {
        if (!isOld) setFound({ id: messageId, state: 'failed' });
      },
    );
    return () => {
      isOld = true;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the page makes it anew with every render
  }, [channel.id, messageId]);

  if (messageId === null) return 'none';
  return found?.id === messageId ? found.state : 'looking';
}
