import { create } from 'zustand';
import * as api from '@/api/channels';
import { asApiError } from '@/api/errors';
import type { Channel, ChannelMember, ChannelRole, Id, Message, Notify, ReadMarker } from '@/api/types';
import type { Page } from '@/api/http';
import { hub } from '@/realtime/hub';
import { errorText } from '@/ui/errorText';
import {
  hasGap,
  keepUnread,
  markRead,
  merge,
  named,
  receiveLeave,
  receiveMarker,
  receiveMember,
  receiveMessage,
  receiveOther,
  receiveUpdate,
} from './channelEvents';

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
/** Channels that are unread on purpose, and their newest seq when that was wished: markers up to there are those of before. */
const unreadOnPurpose = new Map<Id, number>();
let refreshTimer: ReturnType<typeof setTimeout> | undefined;
let ownId: Id = '';

/** Whose channels these are: a direct conversation is called by the others in it. */
export function beginChannels(userId: Id): void {
  ownId = userId;
}

/** Throws only when the network fails, so that a reconnect knows that it has to be done again. */
export async function loadChannels(workspaceId: Id): Promise<void> {
  kept.add(workspaceId);
  const before = getState().channels;
  try {
    const fresh = (await Promise.all([api.list(workspaceId), api.listDms(workspaceId)])).flat();
    setState(({ channels, loads }) => {
      // What came or went while the lists were on their way is newer than they are.
      const stay = Object.values(channels).filter(({ id, workspace_id }) => workspace_id !== workspaceId || !(id in before));
      const merged = fresh.filter(({ id }) => id in channels || !(id in before)).map((channel) => renew(channels[channel.id], channel));
      return {
        channels: Object.fromEntries([...stay, ...merged].map((channel) => [channel.id, channel])),
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

/** Its channels are here, or on their way, and come anew with every connection. */
export const isKept = (workspaceId: Id): boolean => kept.has(workspaceId);

export async function refreshChannels(): Promise<void> {
  await Promise.all([...kept].map(loadChannels));
}

export async function createChannel(workspaceId: Id, name: string, type: 'public' | 'private'): Promise<Channel> {
  const created = await api.create({ workspace_id: workspaceId, name, type });
  put(created);
  return created;
}

/** Lists that were kept from an earlier visit, for as long as the server cannot be reached. */
export function showKept(kept: Channel[]): void {
  setState(({ channels, loads }) => ({
    channels: { ...Object.fromEntries(kept.map((channel) => [channel.id, channel])), ...channels },
    loads: { ...Object.fromEntries(kept.map(({ workspace_id }) => [workspace_id, 'ready'] as const)), ...onlyReady(loads) },
  }));
}

export async function openDm(workspaceId: Id, userIds: Id[]): Promise<Channel> {
  const dm = await api.openDm(workspaceId, userIds);
  put(dm);
  return dm;
}

export async function leaveChannel(channelId: Id, userId: Id): Promise<void> {
  await api.removeMember(channelId, userId);
  const channel = getState().channels[channelId];
  if (channel?.type === 'private') channelDeleted(channelId);
  else change(channelId, (left) => ({ ...left, membership: null, unread_count: 0, mention_count: 0 }));
}

export async function changeChannel(channelId: Id, changes: api.ChannelChange): Promise<void> {
  put(await api.update(channelId, changes));
}

export async function setArchived(channelId: Id, isArchived: boolean): Promise<void> {
  put(await (isArchived ? api.archive(channelId) : api.unarchive(channelId)));
}

export async function deleteChannel(channelId: Id): Promise<void> {
  await api.remove(channelId);
  channelDeleted(channelId);
}

export async function setNotify(channelId: Id, choice: Notify): Promise<void> {
  put(await api.notify(channelId, choice));
}

/** Everything up to the newest is read, here at once, and on the other devices. */
export async function readChannel(channelId: Id): Promise<void> {
  const channel = getState().channels[channelId];
  if (!channel?.membership) return;
  unreadOnPurpose.delete(channelId);
  change(channelId, markRead);
  await api.read(channelId, channel.last_seq);
}

export async function readAll(workspaceId: Id): Promise<void> {
  const unread = Object.values(getState().channels).filter((one) => one.workspace_id === workspaceId && one.unread_count + one.mention_count > 0);
  for (const { id } of unread) await readChannel(id);
}

export const channelMembers = (channelId: Id, q: string, page: number): Promise<Page<ChannelMember>> => api.members(channelId, q, page);
export const addChannelMember = (channelId: Id, userId: Id): Promise<unknown> => api.addMember(channelId, userId);
export const removeChannelMember = (channelId: Id, userId: Id): Promise<unknown> => api.removeMember(channelId, userId);
export const setChannelRole = (channelId: Id, userId: Id, role: ChannelRole): Promise<unknown> => api.setRole(channelId, userId, role);

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
  unreadOnPurpose.delete(channelId);
  change(channelId, markRead);
  tellRead(channelId, seq);
}

/** From after `seq` on it is to be unread again. The server's marker never moves back, so this is for here and until it is read. */
export function markUnread(channelId: Id, seq: number, count: number): void {
  unreadOnPurpose.set(channelId, getState().channels[channelId]?.last_seq ?? seq);
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
  const isOpen = getState().openId === message.channel_id && isLookedAt();
  change(message.channel_id, (channel) => receiveMessage(channel, seq, message, { userId, isOpen }));
}

/** An edit, a reaction, a pin: the head of the log has moved, and nothing else. */
export function channelMoved(channelId: Id, seq: number): void {
  noticeGap(channelId, seq);
  change(channelId, (channel) => receiveOther(channel, seq));
}

/** The own marker, moved here or on another device. */
export function markerMoved(marker: ReadMarker): void {
  if (isUnreadOnPurpose(marker.channel_id, marker.seq)) return;
  change(marker.channel_id, (channel) => receiveMarker(channel, marker));
}

/** Back at the window: what came into the open channel meanwhile is on the screen. */
export function lookAgain(): void {
  const { openId } = getState();
  if (openId !== null && isLookedAt()) change(openId, markRead);
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
  unreadOnPurpose.clear();
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
  setState(({ channels }) => ({ channels: { ...channels, [channel.id]: renew(channels[channel.id], channel) } }));
}

function renew(held: Channel | undefined, fresh: Channel): Channel {
  const merged = merge(held, fresh);
  const isKeptUnread = held !== undefined && isUnreadOnPurpose(fresh.id, fresh.membership?.last_read_seq ?? 0);
  return named(isKeptUnread ? keepUnread(held, merged) : merged, ownId);
}

const isUnreadOnPurpose = (channelId: Id, readSeq: number): boolean => readSeq <= (unreadOnPurpose.get(channelId) ?? -1);

const isLookedAt = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

function onlyReady(loads: ChannelsState['loads']): ChannelsState['loads'] {
  return Object.fromEntries(Object.entries(loads).filter(([, load]) => load === 'ready'));
}

function change(channelId: Id, step: (channel: Channel) => Channel): void {
  const channel = getState().channels[channelId];
  if (channel) setState(({ channels }) => ({ channels: { ...channels, [channelId]: step(channel) } }));
}
