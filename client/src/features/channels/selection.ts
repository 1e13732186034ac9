import type { Channel, Id, WorkspaceRole } from '@/api/types';

/** The channels of the sidebar, each list by name. */
export function inWorkspace(channels: Record<Id, Channel>, workspaceId: Id): { joined: Channel[]; joinable: Channel[]; dms: Channel[] } {
  const all = Object.values(channels)
    .filter((channel) => channel.workspace_id === workspaceId)
    .sort((a, b) => a.name.localeCompare(b.name));
  const named = all.filter((channel) => !isDm(channel));
  return {
    joined: named.filter((channel) => channel.membership !== null && !channel.archived),
    joinable: named.filter((channel) => channel.membership === null && !channel.archived),
    dms: all.filter(isDm).sort((a, b) => newest(b).localeCompare(newest(a))),
  };
}

export const isDm = ({ type }: Channel): boolean => type === 'direct' || type === 'group_dm';

/** Who may change it and its members. `role` is one's own in the workspace. */
export const isChannelModerator = ({ membership }: Channel, role: WorkspaceRole): boolean =>
  membership?.role === 'moderator' || role === 'owner' || role === 'admin' || role === 'moderator';

const newest = (channel: Channel): string => channel.last_message_at ?? channel.created_at;

/** Muted, a channel is never unread; a mention in it still counts. */
export const isUnread = (channel: Channel): boolean =>
  channel.membership !== null && (channel.mention_count > 0 || (channel.unread_count > 0 && channel.membership.notify !== 'muted'));

/** The number beside the name: mentions, and in a direct conversation every message. */
export function badgeOf(channel: Channel): number {
  if (channel.membership === null) return 0;
  return isDm(channel) && channel.membership.notify !== 'muted' ? channel.unread_count : channel.mention_count;
}

export function badgeOfAll(channels: Iterable<Channel>): number {
  let sum = 0;
  for (const channel of channels) sum += badgeOf(channel);
  return sum;
}

/** In the order of the sidebar, for the keys that go up and down in it. */
export function asListed(channels: Record<Id, Channel>, workspaceId: Id): Channel[] {
  const { joined, dms } = inWorkspace(channels, workspaceId);
  return [...joined, ...dms];
}

/** The next one from here on, around the end; undefined when there is none. */
export function neighbour(listed: Channel[], currentId: Id | undefined, step: 1 | -1, fits: (channel: Channel) => boolean = () => true): Channel | undefined {
  const start = listed.findIndex(({ id }) => id === currentId);
  const from = start === -1 && step === -1 ? 0 : start;
  for (let distance = 1; distance <= listed.length; distance++) {
    const candidate = listed[(((from + step * distance) % listed.length) + listed.length) % listed.length];
    if (candidate !== undefined && candidate.id !== currentId && fits(candidate)) return candidate;
  }
  return undefined;
}

/** Where to begin: general if one is in it, else any of one's own, else any that can be read. */
export function firstChannel(channels: Record<Id, Channel>, workspaceId: Id): Channel | undefined {
  const { joined, joinable } = inWorkspace(channels, workspaceId);
  const general = (channel: Channel) => channel.slug === 'general';
  return joined.find(general) ?? joined[0] ?? joinable.find(general) ?? joinable[0];
}
