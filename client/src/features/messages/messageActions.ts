import { create } from 'zustand';
import { asApiError } from '@/api/errors';
import * as api from '@/api/messages';
import type { EarlierContent, Id, Message } from '@/api/types';
import { hub } from '@/realtime/hub';
import type { HubCalls } from '@/realtime/hubTypes';
import { errorText } from '@/ui/errorText';
import { editPlaceOf, setDraft } from './draftsStore';
import { applyHeld } from './held';
import { emptied } from './messageChanges';
import { changeTimeline } from './messagesStore';

/** What is being done to which message. One at a time, wherever it is shown. */
interface ActionsState {
  editing: Id | null;
  dialog: { kind: 'delete' | 'history'; message: Message } | null;
  /** What could not be done last, and how to do it after all. */
  failure: { text: string; retry: () => void } | null;
}

const none: ActionsState = { editing: null, dialog: null, failure: null };
export const useActions = create<ActionsState>(() => none);

export const beginEdit = (message: Message): void => useActions.setState({ editing: message.id });
/** What was typed is sent, or given up. */
export function endEdit({ channel_id, id }: Message): void {
  setDraft(editPlaceOf(channel_id, id), '');
  useActions.setState({ editing: null });
}
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
  put(await eitherWay('message:edit', { message_id: message.id, content }, () => api.edit(message.id, content)));
  endEdit(message);
}

export async function deleteMessage(message: Message): Promise<void> {
  await eitherWay('message:delete', { message_id: message.id }, () => api.remove(message.id));
  change(message, emptied);
  closeDialog();
}

export async function toggleReaction(message: Message, emoji: string, userId: Id): Promise<void> {
  const isMine = message.reactions.find((one) => one.emoji === emoji)?.user_ids.includes(userId) ?? false;
  const reaction = { message_id: message.id, emoji };
  await shown(async () => {
    const reactions = isMine
      ? await eitherWay('reaction:remove', reaction, () => api.unreact(message.id, emoji))
      : await eitherWay('reaction:add', reaction, () => api.react(message.id, emoji));
    change(message, (held) => ({ ...held, reactions }));
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
    const retry = () => {
      forgetFailure();
      void shown(work);
    };
    useActions.setState({ failure: { text: errorText(asApiError(error)), retry } });
  }
}

/**
 * Over the hub, or over HTTP where that is down: while the socket reconnects, the server is often there already. All of these may be
 * done twice, for the answer that got lost.
 */
async function eitherWay<C extends keyof HubCalls>(
  call: C,
  argument: HubCalls[C]['argument'],
  overHttp: () => Promise<HubCalls[C]['result']>,
): Promise<HubCalls[C]['result']> {
  try {
    return await hub.invoke(call, argument);
  } catch (error) {
    if (asApiError(error).code !== 'NETWORK') throw error;
    return overHttp();
  }
}

/** Shown at once; the event in the log follows, and is the same. */
const put = (message: Message): void => change(message, () => message);

function change({ channel_id, id }: Message, step: (held: Message) => Message): void {
  changeTimeline(channel_id, (timeline) => applyHeld(timeline, { id, change: step }));
}
