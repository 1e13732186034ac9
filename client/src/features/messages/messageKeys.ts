import type { KeyboardEvent } from 'react';
import type { Message } from '@/api/types';
import { usePreferences } from '@/ui/preferences';
import type { Conversation } from './conversation';
import { beginEdit, canEdit, openDialog, togglePin } from './messageActions';

interface Focused {
  message: Message;
  conversation: Conversation;
  isInThread: boolean;
}

export const canDelete = (message: Message, { user, canModerate }: Conversation): boolean => message.user_id === user.id || canModerate;

/** What a key means on a focused message; null of all others. */
export function shortcut(event: KeyboardEvent, { message, conversation, isInThread }: Focused): (() => void) | 'react' | null {
  if (event.ctrlKey || event.metaKey || event.altKey || !usePreferences.getState().singleKeys) return null;
  switch (event.key.toLowerCase()) {
    case 'e':
      return canEdit(message, conversation.user.id) ? () => beginEdit(message) : null;
    case 'r':
      return conversation.canWrite ? 'react' : null;
    case 't':
      return isInThread ? null : () => conversation.openThread(message.id);
    case 'p':
      return conversation.canWrite ? () => void togglePin(message) : null;
    case 'u':
      return isInThread ? null : () => conversation.markUnread(message);
    case 'delete':
      return canDelete(message, conversation) ? () => openDialog('delete', message) : null;
    default:
      return null;
  }
}
