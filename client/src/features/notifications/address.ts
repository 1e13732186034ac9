import type { Id, Note } from '@/api/types';

/** Where a note leads: to its message, or to the thread that its message is in. */
export function addressOf({ channel_id, message }: Note, workspaceId: Id): string {
  const channel = `/w/${workspaceId}/c/${channel_id}`;
  if (message === null) return channel;
  return message.thread_id === null ? `${channel}/m/${message.id}` : `${channel}/t/${message.thread_id}`;
}
