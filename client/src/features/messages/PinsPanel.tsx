import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { Message } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Spinner } from '@/ui/Spinner';
import { texts } from '@/texts';
import { Attachments } from './Attachments';
import { useConversation } from './conversation';
import { formatShort } from './dates';
import { failureOf, leavePins, openPins } from './history';
import { useMentions } from './mentions';
import { togglePin } from './messageActions';
import { MessageText } from './MessageText';
import { selectChannel, useMessages } from './messagesStore';
import { RightPanel } from './RightPanel';

export function PinsPanel({ onClose }: { onClose: () => void }) {
  const { channel, title } = useConversation();
  const { pins } = useMessages(selectChannel(channel.id)).timeline;
  const [failure, setFailure] = useState<string | null>(null);
  const isHeld = pins !== null;

  useEffect(() => {
    if (!isHeld) openPins(channel.id).catch((error: unknown) => setFailure(failureOf(error)));
  }, [channel.id, isHeld]);
  useEffect(() => () => leavePins(channel.id), [channel.id]);

  return (
    <RightPanel title={texts.threads.pins} subtitle={texts.threads.in(title)} onClose={onClose}>
      {pins === null && failure === null && <Spinner label={texts.app.loading} />}
      {pins === null && failure !== null && <EmptyState level={2} title={texts.threads.pinsFailed} text={failure} />}
      {pins?.length === 0 && <p className="m-auto max-w-xs p-6 text-center text-muted">{texts.threads.noPins}</p>}
      {pins !== null && pins.length > 0 && (
        <ul aria-label={texts.threads.pins} tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-3 -outline-offset-2 sm:p-5">
          {pins.map((message) => (
            <Pin key={message.id} message={message} />
          ))}
        </ul>
      )}
    </RightPanel>
  );
}

function Pin({ message }: { message: Message }) {
  const { canWrite, permalink } = useConversation();
  const mentions = useMentions(message.mentions);
  return (
    <li className="flex flex-col gap-1 rounded-lg border border-line p-3 [overflow-wrap:anywhere]">
      <p className="flex items-center gap-2">
        <Avatar id={message.user_id} name={message.sender.display_name} url={message.sender.avatar_url} size="size-6 text-xs" />
        <span className="truncate font-semibold" dir="auto">
          {message.sender.display_name}
        </span>
        <time dateTime={message.created_at} className="shrink-0 text-xs text-muted">
          {formatShort(message.created_at, new Date())}
        </time>
      </p>
      {message.content !== '' && <MessageText content={message.content} mentions={mentions} />}
      {message.files.length > 0 && <Attachments files={message.files} />}
      <p className="flex flex-wrap gap-x-3 text-sm">
        <Link to={new URL(permalink(message.id)).pathname} className="rounded px-1 py-0.5 text-accent underline underline-offset-2 hover:text-accent-hover">
          {texts.threads.showInChannel}
        </Link>
        {canWrite && (
          <Button look="link" onClick={() => void togglePin(message)}>
            {texts.messages.unpin}
          </Button>
        )}
      </p>
    </li>
  );
}
