import type { Channel, Id } from '@/api/types';
import { badgeOf, isUnread } from '@/features/channels/selection';
import { fit } from './fuzzy';

interface Place {
  channel: Channel;
  badge: number;
  /** How well it fits: the higher the better. */
  rank: number;
}

const most = 50;

/**
 * Where one could want to go. With nothing typed, what is unread and then what was open last; else what fits best, and of
 * equals what was open last.
 */
export function places(channels: Record<Id, Channel>, workspaceId: Id, query: string, recent: Id[]): Place[] {
  const age = new Map(recent.map((id, index) => [id, index]));
  const isTyped = query.trim() !== '';
  return Object.values(channels)
    .filter((channel) => channel.workspace_id === workspaceId && !channel.archived && (isTyped || channel.membership !== null))
    .map((channel) => ({ channel, rank: rankOf(channel, query), age: age.get(channel.id) ?? recent.length }))
    .filter((place): place is typeof place & { rank: number } => place.rank !== null)
    .sort((a, b) => b.rank - a.rank || a.age - b.age || a.channel.name.localeCompare(b.channel.name))
    .slice(0, most)
    .map(({ channel, rank }) => ({ channel, badge: badgeOf(channel), rank }));
}

function rankOf(channel: Channel, query: string): number | null {
  if (query.trim() === '') return isUnread(channel) ? 1 : 0;
  return fit(bare(query), channel.name);
}

/** "#design" and "@ada" mean the names. */
export const bare = (query: string): string => query.trim().replace(/^[#@]/, '');
