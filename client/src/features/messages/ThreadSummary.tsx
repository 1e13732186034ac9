import type { Message } from '@/api/types';
import { ThreadIcon } from '@/ui/messageIcons';
import { texts } from '@/texts';
import { useConversation } from './conversation';
import { formatShort } from './dates';

export function ThreadSummary({ message }: { message: Message }) {
  const { openThread } = useConversation();
  return (
    <button
      type="button"
      onClick={() => openThread(message.id)}
      className="-ml-1 flex min-h-7 items-center gap-1.5 rounded-md px-1 text-sm text-accent hover:bg-hover"
    >
      <ThreadIcon />
      <span className="font-medium">{texts.threads.replies(message.reply_count)}</span>
      {message.last_reply_at !== null && <span className="text-muted">{texts.threads.last(formatShort(message.last_reply_at, new Date()))}</span>}
    </button>
  );
}
