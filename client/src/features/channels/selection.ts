import type { Channel, Id } from '@/api/types';

/** The channels of the sidebar, each list by name. */
export function inWorkspace(channels: Record<Id, Channel>, workspaceId: Id): { joined: Channel[]; joinable: Channel[] } {
  const all = Object.values(channels)
    .filter((channel) => channel.workspace_id === workspaceId)
    .sort((a, b) => a.name.localeCompare(b.name));
  return {
    joined: all.filter((channel) => channel.membership !== null),
    joinable: all.filter((channel) => channel.membership === null && !channel.archived),
  };
}

/** Where to begin: general if one is in it, else any of one's own, else any that can be read. */
export function firstChannel(channels: Record<Id, Channel>, workspaceId: Id): Channel | undefined {
  const { joined, joinable } = inWorkspace(channels, workspaceId);
  const general = (channel: Channel) => channel.slug === 'general';
  return joined.find(general) ?? joined[0] ?? joinable.find(general) ?? joinable[0];
}
