import type { Id, Message } from '@/api/types';
import type { PendingMessage } from './pending';
import type { Timeline } from './timeline';

const sameGroup = 5 * 60_000;

/** One line of the list. What it shows is the same object until it changes, so that only what changed is drawn again. */
export interface Row {
  /** The client's own id wherever there is one: the line stays the same line when the server has taken the message. */
  key: string;
  authorId: Id;
  author: string;
  avatarUrl: string | null;
  createdAt: string;
  /** One of the two. */
  message: Message | null;
  pending: PendingMessage | null;
  startsGroup: boolean;
  /** Begins a day: its heading stands above. */
  startsDay: boolean;
  /** The first that is unread: the line that says so stands above. */
  startsNew: boolean;
}

type Line = Pick<Row, 'key' | 'authorId' | 'author' | 'avatarUrl' | 'createdAt' | 'message' | 'pending'>;

interface Reader {
  id: Id;
  name: string;
  /** The last seq that was read when the list was opened; null where nothing is to be marked as new. */
  readUpTo: number | null;
}

export function toRows({ messages, pending }: Pick<Timeline, 'messages' | 'pending'>, reader: Reader): Row[] {
  const firstNew = messages.find((message) => reader.readUpTo !== null && message.seq > reader.readUpTo && isNewTo(reader.id, message));
  const rows: Row[] = [];
  for (const line of [...messages.map(sentLine), ...pending.map((one) => pendingLine(one, reader.name))]) {
    const previous = rows.at(-1);
    const startsDay = previous === undefined || dayOf(previous.createdAt) !== dayOf(line.createdAt);
    const startsNew = firstNew !== undefined && line.message === firstNew;
    const startsGroup = startsDay || startsNew || !continues(previous, line);
    rows.push({ ...line, startsDay, startsNew, startsGroup });
  }
  return rows;
}

const isNewTo = (userId: Id, message: Message): boolean => message.user_id !== userId && message.deleted_at === null;

/** How many that are neither one's own nor deleted stand after this place. */
export function countNew(messages: readonly Message[], readUpTo: number, userId: Id): number {
  return messages.filter((message) => message.seq > readUpTo && isNewTo(userId, message)).length;
}

export function sameRow(before: Row, after: Row): boolean {
  const names = Object.keys(after) as (keyof Row)[];
  return names.every((name) => before[name] === after[name]);
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
    avatarUrl: message.sender.avatar_url,
    createdAt: message.created_at,
    message,
    pending: null,
  };
}

function pendingLine(pending: PendingMessage, author: string): Line {
  return {
    key: keyOf(pending.user_id, pending.client_message_id),
    authorId: pending.user_id,
    author,
    avatarUrl: null,
    createdAt: pending.created_at,
    message: null,
    pending,
  };
}
