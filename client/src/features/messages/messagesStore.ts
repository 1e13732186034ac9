import { create } from 'zustand';
import type { Id } from '@/api/types';
import { dropUnsent, keepUnsent } from './outbox';
import { emptyTimeline, type Timeline } from './timeline';

export interface ChannelMessages {
  timeline: Timeline;
  /** Why the first page could not be had, ready to show. */
  loadFailure: string | null;
  isLoadingOlder: boolean;
  isLoadingNewer: boolean;
}

const nothing: ChannelMessages = { timeline: emptyTimeline, loadFailure: null, isLoadingOlder: false, isLoadingNewer: false };

export const useMessages = create<{ channels: Record<Id, ChannelMessages> }>(() => ({ channels: {} }));

/** For components: `useMessages(selectChannel(id))`. */
export const selectChannel =
  (channelId: Id) =>
  ({ channels }: { channels: Record<Id, ChannelMessages> }) =>
    channels[channelId] ?? nothing;

export const messagesOf = (channelId: Id): ChannelMessages => selectChannel(channelId)(useMessages.getState());

export function change(channelId: Id, part: Partial<ChannelMessages>): void {
  useMessages.setState(({ channels }) => ({ channels: { ...channels, [channelId]: { ...nothing, ...channels[channelId], ...part } } }));
}

/** What waits to be sent is kept in the browser as well, whichever way it comes and goes. */
export function changeTimeline(channelId: Id, step: (timeline: Timeline) => Timeline): void {
  const { timeline } = messagesOf(channelId);
  const changed = step(timeline);
  keepPending(channelId, timeline, changed);
  change(channelId, { timeline: changed });
}

/** The channel is gone, for everybody or for us: nothing of it stays. */
export function forgetMessages(channelId: Id): void {
  keepPending(channelId, messagesOf(channelId).timeline, emptyTimeline);
  useMessages.setState(({ channels }) => ({ channels: Object.fromEntries(Object.entries(channels).filter(([id]) => id !== channelId)) }));
}

/** How many messages of the user are not sent yet, in this tab's knowledge. */
export function countUnsent(): number {
  return Object.values(useMessages.getState().channels).reduce((sum, { timeline }) => sum + timeline.pending.length, 0);
}

function keepPending(channelId: Id, { pending: before }: Timeline, { pending: after }: Timeline): void {
  if (before === after) return;
  for (const message of after) if (!before.includes(message)) keepUnsent({ ...message, channel_id: channelId });
  const kept = new Set(after.map((message) => message.client_message_id));
  for (const { client_message_id } of before) if (!kept.has(client_message_id)) dropUnsent(client_message_id);
}
