import { create } from 'zustand';
import * as api from '@/api/channels';
import { asApiError } from '@/api/errors';
import type { Channel, Id, Message } from '@/api/types';
import { hub } from '@/realtime/hub';
import { errorText } from '@/ui/errorText';
import { hasGap, markRead, merge, receiveLeave, receiveMember, receiveMessage, receiveUpdate } from './channelEvents';

const refreshDelay = 500;

interface ChannelsState {
  channels: Record<Id, Channel>;
  /** By workspace: whether its channels are here, or why not. */
  loads: Record<Id, 'ready' | { failure: string }>;
  /** The channel whose newest message is in view of somebody who looks at it. */
  openId: Id | null;
}

const initial: ChannelsState = { channels: {}, loads: {}, openId: null };
export const useChannels = create<ChannelsState>(() => initial);
const { getState, setState } = useChannels;

/** The workspaces whose channels are kept up to date, also while their first list is still on its way. */
const kept = new Set<Id>();
/** How far the server was told that one has read, and what waits to be told: reading fast is one call and not fifty. */
const told = new Map<Id, number>();
const tellTimers = new Map<Id, ReturnType<typeof setTimeout>>();
const tellDelay = 500;
let refreshTimer: ReturnType<typeof setTimeout> | undefined;

/** Throws only when the network fails, so that a reconnect knows that it has to be done again. */
export async function loadChannels(workspaceId: Id): Promise<void> {
  kept.add(workspaceId);
  try {
    const fresh = await api.list(workspaceId);
    setState(({ channels, loads }) => {
      const others = Object.values(channels).filter((channel) => channel.workspace_id !== workspaceId);
      const merged = fresh.map((channel) => merge(channels[channel.id], channel));
      return {
        channels: Object.fromEntries([...others, ...merged].map((channel) => [channel.id, channel])),
        loads: { ...loads, [workspaceId]: 'ready' },
      };
    });
  } catch (error) {
    // A list that is here stays usable when its renewal fails.
    if (getState().loads[workspaceId] !== 'ready')
      setState(({ loads }) => ({ loads: { ...loads, [workspaceId]: { failure: errorText(error) } } }));
    if (asApiError(error).isTransient) throw error;
  }
}

export async function refreshChannels(): Promise<void> {
  await Promise.all([...kept].map(loadChannels));
}

export async function createChannel(workspaceId: Id, name: string, type: 'public' | 'private'): Promise<Channel> {
  const created = await api.create({ workspace_id: workspaceId, name, type });
  put(created);
  return created;
}

export async function joinChannel(channelId: Id, userId: Id): Promise<void> {
  await api.addMember(channelId, userId);
  put(await api.get(channelId));
}

/** Whether the channel's newest message is in view: what comes then is read. */
export function watchTail(channelId: Id, isInView: boolean): void {
  if (isInView) setState({ openId: channelId });
  else if (getState().openId === channelId) setState({ openId: null });
}

/** Everything up to `seq` was seen: so it is here at once, and on the other devices soon. */
export function readUpTo(channelId: Id, seq: number): void {
  const channel = getState().channels[channelId];
  if (!channel?.membership) return;
  change(channelId, markRead);
  tellRead(channelId, seq);
}

/** From after `seq` on it is to be unread again. The server's marker never moves back, so this is for here and until it is read. */
export function markUnread(channelId: Id, seq: number, count: number): void {
  change(channelId, (channel) => ({
    ...channel,
    unread_count: count,
    membership: channel.membership && { ...channel.membership, last_read_seq: seq },
  }));
}

/** A channel that was made, or to which we were added. The broadcast says nothing of one's own membership: what is known stays. */
export function addChannel(channel: Channel): void {
  const held = getState().channels[channel.id];
  if (channel.membership !== null || held === undefined) put(channel);
}

export function messageReceived(seq: number, message: Message, userId: Id): void {
  noticeGap(message.channel_id, seq);
  const isOpen = getState().openId === message.channel_id;
  change(message.channel_id, (channel) => receiveMessage(channel, seq, message, { userId, isOpen }));
}

export function memberJoined(channelId: Id, seq: number, isNew: boolean): void {
  noticeGap(channelId, seq);
  change(channelId, (channel) => receiveMember(channel, seq, isNew));
}

/** Oneself is out of a private channel altogether, and goes on reading a public one. */
export function memberLeft(channelId: Id, seq: number, isOwn: boolean): void {
  noticeGap(channelId, seq);
  change(channelId, (channel) => receiveLeave(channel, seq, isOwn));
  if (!isOwn) return;
  if (getState().channels[channelId]?.type === 'private') channelDeleted(channelId);
  // Whether we are in it is too important to be taken from a push that may have been overtaken.
  refreshSoon();
}

export function channelUpdated(seq: number, updated: Channel): void {
  noticeGap(updated.id, seq);
  change(updated.id, (channel) => receiveUpdate(channel, seq, updated));
}

export function channelDeleted(channelId: Id): void {
  setState(({ channels }) => ({ channels: Object.fromEntries(Object.entries(channels).filter(([id]) => id !== channelId)) }));
}

function tellRead(channelId: Id, seq: number): void {
  if (seq <= (told.get(channelId) ?? 0)) return;
  told.set(channelId, seq);
  tellTimers.set(channelId, tellTimers.get(channelId) ?? setTimeout(() => tell(channelId), tellDelay));
}

function tell(channelId: Id): void {
  tellTimers.delete(channelId);
  // Said again with the next message that is read, should it fail.
  hub.invoke('channel:read', { channel_id: channelId, seq: told.get(channelId) ?? 0 }).catch(() => told.delete(channelId));
}

export const isKnown = (channelId: Id): boolean => channelId in getState().channels;

export const isMember = (channelId: Id): boolean => (getState().channels[channelId]?.membership ?? null) !== null;

export function resetChannels(): void {
  clearTimeout(refreshTimer);
  for (const timer of tellTimers.values()) clearTimeout(timer);
  tellTimers.clear();
  told.clear();
  kept.clear();
  setState(initial, true);
}

function noticeGap(channelId: Id, seq: number): void {
  const channel = getState().channels[channelId];
  if (!channel || hasGap(channel, seq)) refreshSoon();
}

function refreshSoon(): void {
  clearTimeout(refreshTimer);
  refreshTimer = setTimeout(() => void refreshChannels().catch(() => undefined), refreshDelay);
}

function put(channel: Channel): void {
  setState(({ channels }) => ({ channels: { ...channels, [channel.id]: merge(channels[channel.id], channel) } }));
}

function change(channelId: Id, step: (channel: Channel) => Channel): void {
  const channel = getState().channels[channelId];
  if (channel) setState(({ channels }) => ({ channels: { ...channels, [channelId]: step(channel) } }));
}
