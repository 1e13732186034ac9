import { useEffect, useMemo, useState } from 'react';
import type { Id } from '@/api/types';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Spinner } from '@/ui/Spinner';
import { texts } from '@/texts';
import { Composer } from './Composer';
import { useConversation } from './conversation';
import { failureOf, leaveThread, openThread } from './history';
import { selectChannel, useMessages } from './messagesStore';
import { RightPanel } from './RightPanel';
import { toRows } from './rows';
import type { Thread } from './timeline';
import { linkTo, VirtualRows } from './VirtualRows';

interface Props {
  rootId: Id;
  /** A reply that a link leads to. */
  replyId: Id | null;
  onClose: () => void;
}

/** Give it the root as its key. */
export function ThreadPanel({ rootId, replyId, onClose }: Props) {
  const { channel, title, canWrite } = useConversation();
  const thread = useMessages(selectChannel(channel.id)).timeline.threads.get(rootId);
  const [failure, setFailure] = useState<string | null>(null);
  const isHeld = thread !== undefined;

  const load = () => {
    setFailure(null);
    openThread(channel.id, rootId).catch((error: unknown) => setFailure(failureOf(error)));
  };

  // Also when the channel was loaded anew after a long absence, which forgets its threads.
  useEffect(() => {
    if (!isHeld) openThread(channel.id, rootId).catch((error: unknown) => setFailure(failureOf(error)));
  }, [channel.id, rootId, isHeld]);
  useEffect(() => () => leaveThread(channel.id, rootId), [channel.id, rootId]);

  return (
    <RightPanel title={texts.threads.title} subtitle={texts.threads.in(title)} onClose={onClose}>
      {thread === undefined ? (
        failure === null ? (
          <Spinner label={texts.messages.loading} />
        ) : (
          <EmptyState level={2} title={texts.threads.loadFailed} text={failure}>
            <Button className="self-center" onClick={load}>
              {texts.app.tryAgain}
            </Button>
          </EmptyState>
        )
      ) : (
        <Replies thread={thread} replyId={replyId} />
      )}
      {canWrite && thread?.root.deleted_at === null && <Composer key={rootId} threadId={rootId} />}
    </RightPanel>
  );
}

function Replies({ thread, replyId }: { thread: Thread; replyId: Id | null }) {
  const { channel, user } = useConversation();
  const { pending } = useMessages(selectChannel(channel.id)).timeline;
  const own = useMemo(() => pending.filter((one) => one.thread_id === thread.root.id), [pending, thread.root.id]);
  const rows = useMemo(
    () => toRows({ messages: [thread.root, ...thread.replies], pending: own }, { id: user.id, name: user.display_name, readUpTo: null }),
    [thread, own, user.id, user.display_name],
  );
  const target = useMemo(() => linkTo(replyId), [replyId]);
  return (
    <VirtualRows
      rows={rows}
      label={texts.threads.list}
      above={null}
      target={target}
      isInThread
      ownLatest={own.at(-1)?.client_message_id}
      onNearTop={nothing}
      onTail={nothing}
      unseen={0}
    />
  );
}

const nothing = () => undefined;
