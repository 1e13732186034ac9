import { create } from 'zustand';
import type { Id } from '@/api/types';
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

export function changeTimeline(channelId: Id, step: (timeline: Timeline) => Timeline): void {
  const { timeline } = messagesOf(channelId);
  change(channelId, { timeline: step(timeline) });
}

/** The channel is gone, for everybody or for us: nothing of it stays in memory. */
export function forgetMessages(channelId: Id): void {
  useMessages.setState(({ channels }) => ({ channels: Object.fromEntries(Object.entries(channels).filter(([id]) => id !== channelId)) }));
}
