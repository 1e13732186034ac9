import type { ChannelEvent, DeletedMessage, Id, Message, Reaction, ReactionChange } from '@/api/types';

export interface MessageChange {
  id: Id;
  change: (message: Message) => Message;
}

/** What an event of a channel's log does to one message; null of an event that changes none. */
export function changeOf({ type, payload }: ChannelEvent): MessageChange | null {
  switch (type) {
    case 'message:edited':
    case 'message:pinned':
    case 'message:unpinned': {
      const present = payload as Message;
      return { id: present.id, change: unlessDeleted(() => present) };
    }
    case 'message:deleted':
      return { id: (payload as DeletedMessage).message_id, change: unlessDeleted(emptied) };
    case 'reaction:added': {
      const { message_id, emoji, user_id } = payload as ReactionChange;
      return { id: message_id, change: unlessDeleted((message) => ({ ...message, reactions: withReaction(message.reactions, emoji, user_id) })) };
    }
    case 'reaction:removed': {
      const { message_id, emoji, user_id } = payload as ReactionChange;
      return { id: message_id, change: unlessDeleted((message) => ({ ...message, reactions: withoutReaction(message.reactions, emoji, user_id) })) };
    }
    default:
      return null;
  }
}

/**
 * A deletion is for good. The feed tells of earlier changes with the message as it is at present, so that they may come
 * to one that is deleted already.
 */
const unlessDeleted =
  (change: (message: Message) => Message) =>
  (message: Message): Message =>
    message.deleted_at === null ? change(message) : message;

/** The push does not say when, and only that it is deleted is shown. */
export const emptied = (message: Message): Message => ({
  ...message,
  content: '',
  deleted_at: message.created_at,
  reactions: [],
  mentions: [],
  files: [],
  pinned: null,
});

export function withReaction(reactions: Reaction[], emoji: string, userId: Id): Reaction[] {
  const held = reactions.find((one) => one.emoji === emoji);
  if (held === undefined) return [...reactions, { emoji, count: 1, user_ids: [userId] }];
  if (held.user_ids.includes(userId)) return reactions;
  return reactions.map((one) => (one === held ? { ...one, count: one.count + 1, user_ids: [...one.user_ids, userId] } : one));
}

export function withoutReaction(reactions: Reaction[], emoji: string, userId: Id): Reaction[] {
  return reactions
    .map((one) => {
      if (one.emoji !== emoji || !one.user_ids.includes(userId)) return one;
      return { ...one, count: one.count - 1, user_ids: one.user_ids.filter((id) => id !== userId) };
    })
    .filter((one) => one.count > 0);
}
