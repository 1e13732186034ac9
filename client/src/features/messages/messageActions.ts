import { create } from 'zustand';
import { asApiError } from '@/api/errors';
import * as api from '@/api/messages';
import type { EarlierContent, Id, Message } from '@/api/types';
import { hub } from '@/realtime/hub';

import { errorText } from '@/ui/errorText';
import { applyHeld } from './held';
import { changeTimeline } from './messagesStore';

/** What is being done to which message. One at a time, wherever it is shown. */
interface ActionsState {
  editing: Id | null;
  dialog: { kind: 'delete' | 'history'; message: Message } | null;
  /** Why the last one failed, ready to show. */
  failure: string | null;
}

const none: ActionsState = { editing: null, dialog: null, failure: null };
export const useActions = create<ActionsState>(() => none);

export const beginEdit = (message: Message): void => useActions.setState({ editing: message.id });
export const endEdit = (): void => useActions.setState({ editing: null });
export const openDialog = (kind: 'delete' | 'history', message: Message): void => useActions.setState({ dialog: { kind, message } });
export const closeDialog = (): void => useActions.setState({ dialog: null });
export const forgetFailure = (): void => useActions.setState({ failure: null });
export const resetActions = (): void => useActions.setState(none, true);

/** As the server's rule: an hour, and only by the author. */
const editable = 60 * 60_000;

export const canEdit = (message: Message, userId: Id): boolean =>
  message.user_id === userId && message.deleted_at === null && Date.now() - Date.parse(message.created_at) < editable;

/** Throws what it was refused with: the text is still in the box then. */
export async function editMessage(message: Message, content: string): Promise<void> {
  put(await hub.invoke('message:edit', { message_id: message.id, content }));
  endEdit();
}

export async function deleteMessage(message: Message): Promise<void> {
  await hub.invoke('message:delete', { message_id: message.id });
  closeDialog();
}

export async function toggleReaction(message: Message, emoji: string, userId: Id): Promise<void> {
  const isMine = message.reactions.find((one) => one.emoji === emoji)?.user_ids.includes(userId) ?? false;
  await shown(async () => {
    const reactions = await hub.invoke(isMine ? 'reaction:remove' : 'reaction:add', { message_id: message.id, emoji });
    changeTimeline(message.channel_id, (timeline) => applyHeld(timeline, { id: message.id, change: (held) => ({ ...held, reactions }) }));
  });
}

export async function togglePin(message: Message): Promise<void> {
  await shown(async () => put(await (message.pinned === null ? api.pin(message.id) : api.unpin(message.id))));
}

export async function copy(text: string): Promise<void> {
  await shown(() => navigator.clipboard.writeText(text));
}

export const historyOf = (messageId: Id): Promise<EarlierContent[]> => api.history(messageId);

/** What has no place of its own to say that it failed. */
async function shown(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    useActions.setState({ failure: errorText(asApiError(error)) });
  }
}

/** Shown at once; the event in the log follows, and is the same. */
function put(message: Message): void {
  changeTimeline(message.channel_id, (timeline) => applyHeld(timeline, { id: message.id, change: () => message }));
}


