import type { Channel, Id } from '@/api/types';
import { useChannels } from '@/features/channels/channelsStore';
import { badgeOfAll, isUnread } from '@/features/channels/selection';
import type { Attention } from '@/features/workspaces/WorkspaceRail';
import { useAttention } from '@/ui/attention';

export function attentionIn(channels: Record<Id, Channel>, workspaceId: Id): Attention {
  const here = Object.values(channels).filter((channel) => channel.workspace_id === workspaceId);
  return { isUnread: here.some(isUnread), count: badgeOfAll(here) };
}

/** Title and icon of the tab say how much waits, in all workspaces together. */
export function watchAttention(): void {
  useChannels.subscribe(({ channels }) => {
    const count = badgeOfAll(Object.values(channels));
    if (count === useAttention.getState().count) return;
    useAttention.setState({ count });
    const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
    if (icon) icon.href = count > 0 ? '/favicon-badge.svg' : '/favicon.svg';
  });
}
