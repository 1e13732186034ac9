import type { Message } from '@/api/types';
import { texts } from '@/texts';
import { useConversation } from './conversation';
import { formatFull } from './dates';
import { openDialog } from './messageActions';
import { useMentions } from './mentions';
import { MessageText } from './MessageText';
import type { Row } from './rows';

const nobody: string[] = [];

export function MessageBody({ row: { message, pending } }: { row: Row }) {
  const mentions = useMentions(message?.mentions ?? nobody);
  if (message !== null && message.deleted_at !== null) return <p className="text-muted italic">{texts.messages.deleted}</p>;
  const content = message?.content ?? pending?.content ?? '';
  return (
    <div className={`[overflow-wrap:anywhere] ${typeof pending?.failure === 'string' ? 'text-danger' : ''}`}>
      {content !== '' && <MessageText content={content} mentions={mentions} />}
      {typeof message?.edited_at === 'string' && <EditedMark message={message} at={message.edited_at} />}
    </div>
  );
}

function EditedMark({ message, at }: { message: Message; at: string }) {
  const { user, canModerate } = useConversation();
  const mark = `(${texts.messages.edited})`;
  return message.user_id === user.id || canModerate ? (
    <button
      type="button"
      className="min-h-6 rounded text-xs text-muted hover:underline"
      title={formatFull(at)}
      onClick={() => openDialog('history', message)}
    >
      {mark}
    </button>
  ) : (
    <span className="text-xs text-muted" title={formatFull(at)}>
      {mark}
    </span>
  );
}
