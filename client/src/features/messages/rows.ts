import type { Id, Message } from '@/api/types';
import type { PendingMessage } from './pending';
import type { Timeline } from './timeline';

const sameGroup = 5 * 60_000;

/** What one line of the list shows; only plain values, so that a line that did not change is not drawn again. */
export interface MessageRow {
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

/** The messages of one day: their heading stays in view while any of them is. */
export interface Day {
  key: string;
  date: string;
  rows: MessageRow[];
}

type Line = Omit<MessageRow, 'startsGroup'>;

export function toDays({ messages, pending }: Pick<Timeline, 'messages' | 'pending'>, ownName: string): Day[] {
  const days: Day[] = [];
  for (const line of [...messages.map(sentLine), ...pending.map((one) => pendingLine(one, ownName))]) {
    const day = days.at(-1);
    const previous = day?.rows.at(-1);
    if (day === undefined || previous === undefined || dayOf(previous.createdAt) !== dayOf(line.createdAt)) {
      days.push({ key: `day-${line.key}`, date: line.createdAt, rows: [{ ...line, startsGroup: true }] });
    } else {
      day.rows.push({ ...line, startsGroup: !continues(previous, line) });
    }
  }
  return days;
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
