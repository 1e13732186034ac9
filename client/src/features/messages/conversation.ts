import { createContext, useContext } from 'react';
import type { Channel, Id, Message, User } from '@/api/types';

/** Where messages are shown: what they need to know of the channel and its surroundings, which the app gives. */
export interface Conversation {
  channel: Channel;
  /** As it is called in labels: "#general", or the people of a direct conversation. */
  title: string;
  user: User;
  /** May send, react and pin. */
  canWrite: boolean;
  /** May delete what others wrote. */
  canModerate: boolean;
  /** Those that # completes to. */
  channels: readonly Channel[];
  /** The address of a message, to be shared. */
  permalink: (messageId: Id) => string;
  openThread: (rootId: Id) => void;
  /** One has read everything up to here. The same function while the channel is the same, like the next one. */
  markRead: (seq: number) => void;
  /** Whether the newest message is in view of somebody who looks. */
  watchTail: (isInView: boolean) => void;
  /** From this message on it is to be unread again. */
  markUnread: (message: Message) => void;
}

const ConversationContext = createContext<Conversation | null>(null);

export const ConversationProvider = ConversationContext.Provider;

export function useConversation(): Conversation {
  const conversation = useContext(ConversationContext);
  if (conversation === null) throw new Error('Messages are shown outside of a conversation');
  return conversation;
}
