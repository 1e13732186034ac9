import { useCallback } from 'react';
import type { Channel, Id, Workspace } from '@/api/types';
import { ChannelMembersDialog } from '@/features/channels/ChannelMembersDialog';
import { findPeople } from '@/features/workspaces/members';

interface Props {
  channel: Channel;
  workspace: Workspace;
  ownId: Id;
  onClose: () => void;
}

export default function ChannelMembers({ channel, workspace, ownId, onClose }: Props) {
  const find = useCallback((query: string) => findPeople(workspace.id, query), [workspace.id]);
  return <ChannelMembersDialog channel={channel} role={workspace.role} ownId={ownId} findPeople={find} onClose={onClose} />;
}
