import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Channel, Message, User, Workspace } from '@/api/types';
import * as channels from '@/features/channels/channelsStore';
import { useChannels } from '@/features/channels/channelsStore';
import { inWorkspace } from '@/features/channels/selection';
import type { Conversation } from '@/features/messages/conversation';
import { messagesOf } from '@/features/messages/messagesStore';
import { holdUnread } from '@/features/messages/readingStore';
import { countNew } from '@/features/messages/rows';

/** What the messages of a channel need to know of what is around them. */
export function useOpenConversation(channel: Channel, workspace: Workspace, user: User): Conversation {
  const navigate = useNavigate();
  const all = useChannels((state) => state.channels);
  const known = useMemo(() => {
    const { joined, joinable } = inWorkspace(all, workspace.id);
    return [...joined, ...joinable];
  }, [all, workspace.id]);

  const isStaff = ['owner', 'admin', 'moderator'].includes(workspace.role);
  const title = channel.type === 'direct' || channel.type === 'group_dm' ? channel.name : `#${channel.name}`;
  const reading = useMemo(
    () => ({
      markRead: (seq: number) => channels.readUpTo(channel.id, seq),
      watchTail: (isInView: boolean) => channels.watchTail(channel.id, isInView),
      markUnread: (message: Message) => {
        const count = countNew(messagesOf(channel.id).timeline.messages, message.seq - 1, user.id);
        channels.markUnread(channel.id, message.seq - 1, count);
        holdUnread(channel.id, message.seq - 1, count);
      },
    }),
    [channel.id, user.id],
  );

  return useMemo(
    () => ({
      channel,
      title,
      user,
      canWrite: channel.membership !== null && !channel.archived,
      canModerate: isStaff || channel.membership?.role === 'moderator',
      channels: known,
      permalink: (messageId) => `${window.location.origin}/w/${workspace.id}/c/${channel.id}/m/${messageId}`,
      openThread: (rootId) => void navigate(`/w/${workspace.id}/c/${channel.id}/t/${rootId}`),
      ...reading,
    }),
    [channel, title, user, isStaff, known, workspace.id, navigate, reading],
  );
}
