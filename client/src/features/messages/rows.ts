import type { Id, Message } from '@/api/types';
import type { PendingMessage, Timeline } from './timeline';

const sameGroup = 5 * 60_000;

/** What one line of the list shows; only plain values, so that a line that did not change is not drawn again. */
export interface MessageRow {
  kind: 'message';
  /** The client's own id wherever there is one: the line stays the same line when the server has taken the message. */
  key: string;
  authorId: Id;
  author: string;
  content: string;
  createdAt: string;
  state: 'sent' | 'sending' | 'failed';
  failure: string | null;
  clientMessageId: Id | null;
  isDeleted: boolean;
  isEdited: boolean;
  startsGroup: boolean;
}

export interface DayRow {
  kind: 'day';
  key: string;
  date: string;
}

type Line = Omit<MessageRow, 'startsGroup' | 'kind'>;

export function toRows({ messages, pending }: Pick<Timeline, 'messages' | 'pending'>, ownName: string): (MessageRow | DayRow)[] {
  const lines = [...messages.map(sentLine), ...pending.map((one) => pendingLine(one, ownName))];
  return lines.flatMap((line, index) => {
    const previous = lines[index - 1];
    const newDay = previous === undefined || dayOf(previous.createdAt) !== dayOf(line.createdAt);
    const row: MessageRow = { kind: 'message', ...line, startsGroup: newDay || !continues(previous, line) };
    return newDay ? [{ kind: 'day', key: `day-${line.key}`, date: line.createdAt }, row] : [row];
  });
}

function continues(previous: Line, line: Line): boolean {
  return previous.authorId === line.authorId && Date.parse(line.createdAt) - Date.parse(previous.createdAt) < sameGroup;
}

const dayOf = (time: string): string => new Date(time).toDateString();
const keyOf = (userId: Id, id: Id): string => `${userId}/${id}`;

function sentLine(message: Message): Line {
  return {
    key: keyOf(message.user_id, message.client_message_id ?? message.id),
    authorId: message.user_id,
    author: message.sender.display_name,
    content: message.content,
    createdAt: message.created_at,
    state: 'sent',
    failure: null,
    clientMessageId: null,
    isDeleted: message.deleted_at !== null,
    isEdited: message.edited_at !== null,
  };
}

function pendingLine(pending: PendingMessage, author: string): Line {
  return {
    key: keyOf(pending.user_id, pending.client_message_id),
    authorId: pending.user_id,
    author,
    content: pending.content,
    createdAt: pending.created_at,
    state: pending.failure === null ? 'sending' : 'failed',
    failure: pending.failure,
    clientMessageId: pending.client_message_id,
    isDeleted: false,
    isEdited: false,
  };
}
