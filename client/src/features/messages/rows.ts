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
  /** The same as a number, and the day it is of where the reader is: read once, as a long list is made anew with every page. */
  at: number;
  day: string;
  /** One of the two. */
  message: Message | null;
  pending: PendingMessage | null;
  startsGroup: boolean;
  /** Begins a day: its heading stands above. */
  startsDay: boolean;
  /** The first that is unread: the line that says so stands above. */
  startsNew: boolean;
}

type Line = Omit<Row, 'startsGroup' | 'startsDay' | 'startsNew'>;

interface Reader {
  id: Id;
  name: string;
  /** The last seq that was read when the list was opened; null where nothing is to be marked as new. */
  readUpTo: number | null;
}

export function toRows({ messages, pending }: Pick<Timeline, 'messages' | 'pending'>, reader: Reader): Row[] {
  const { readUpTo } = reader;
  const firstNew = readUpTo === null ? undefined : messages.find((message) => message.seq > readUpTo && isNewTo(reader.id, message));
  const rows: Row[] = [];
  const add = (line: Line | Row) => {
    const previous = rows.at(-1);
    const startsDay = previous?.day !== line.day;
    const startsNew = firstNew !== undefined && line.message === firstNew;
    const startsGroup = startsDay || startsNew || !continues(previous, line);
    rows.push(asRow(line, { startsDay, startsNew, startsGroup }));
  };
  for (const message of messages) add(known.get(message) ?? sentLine(message));
  for (const one of pending) add(pendingLine(one, reader.name));
  return rows;
}

/** Messages never change, they are replaced: what was made of one is good for as long as it is held. */
const known = new WeakMap<Message, Row>();

function asRow(line: Line | Row, starts: Pick<Row, 'startsDay' | 'startsNew' | 'startsGroup'>): Row {
  const isSame = 'startsDay' in line && line.startsDay === starts.startsDay && line.startsNew === starts.startsNew && line.startsGroup === starts.startsGroup;
  if (isSame) return line;
  const row = { ...line, ...starts };
  if (line.message !== null) known.set(line.message, row);
  return row;
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
  return previous.authorId === line.authorId && line.at - previous.at < sameGroup;
}

function whenOf(createdAt: string): Pick<Row, 'createdAt' | 'at' | 'day'> {
  const time = new Date(createdAt);
  return { createdAt, at: time.getTime(), day: time.toDateString() };
}

const keyOf = (userId: Id, id: Id): string => `${userId}/${id}`;

function sentLine(message: Message): Line {
  return {
    key: keyOf(message.user_id, message.client_message_id ?? message.id),
    authorId: message.user_id,
    author: message.sender.display_name,
    avatarUrl: message.sender.avatar_url,
    ...whenOf(message.created_at),
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
    ...whenOf(pending.created_at),
    message: null,
    pending,
  };
}
