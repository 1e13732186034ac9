import type { Channel, Id, Note } from '@/api/types';
import { texts } from '@/texts';

/** Where a note leads: to its message, or to the thread that its message is in. */
export function addressOf({ channel_id, message }: Note, workspaceId: Id): string {
  const channel = `/w/${workspaceId}/c/${channel_id}`;
  if (message === null) return channel;
  return message.thread_id === null ? `${channel}/m/${message.id}` : `${channel}/t/${message.thread_id}`;
}

export function sentence({ type, actor }: Note, channel: Channel | undefined): string {
  if (type === 'dm') return texts.notifications.dm(actor.display_name);
  const isDirect = channel?.type === 'direct' || channel?.type === 'group_dm';
  const where = channel === undefined ? texts.notifications.somewhere : isDirect ? channel.name : `#${channel.name}`;
  return texts.notifications[type](actor.display_name, where);
}
