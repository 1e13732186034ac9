import { lazy, Suspense } from 'react';
import type { User, Workspace } from '@/api/types';
import { useChannels } from '@/features/channels/channelsStore';
import { closePerson, usePersonCard } from '@/ui/personCard';
import { closeDialog, type OpenDialog, useDialog } from './dialogs';

const CreateChannelDialog = lazy(() => import('@/features/channels/CreateChannelDialog'));
const NewDmDialog = lazy(() => import('./NewDmDialog'));
const Switcher = lazy(() => import('./Switcher'));
const KeysDialog = lazy(() => import('./KeysDialog'));
const ChannelDialog = lazy(() => import('@/features/channels/ChannelDialog'));
const ChannelMembersDialog = lazy(() => import('./ChannelMembers'));
const LeaveChannelDialog = lazy(() => import('@/features/channels/LeaveChannelDialog'));
const InviteDialog = lazy(() => import('@/features/workspaces/InviteDialog'));
const LeaveWorkspaceDialog = lazy(() => import('@/features/workspaces/LeaveWorkspaceDialog'));
const PersonCard = lazy(() => import('./PersonDialog'));

interface Props {
  workspace: Workspace;
  user: User;
}

/** Everything that opens over the page comes when it is first wanted. */
export function Dialogs({ workspace, user }: Props) {
  const open = useDialog((state) => state.open);
  const personId = usePersonCard((state) => state.userId);
  return (
    <Suspense>
      {open !== null && <Open open={open} workspace={workspace} user={user} />}
      {personId !== null && <PersonCard key={personId} userId={personId} workspace={workspace} ownId={user.id} onClose={closePerson} />}
    </Suspense>
  );
}

function Open({ open, workspace, user }: Props & { open: OpenDialog }) {
  const channel = useChannels(({ channels }) => ('channelId' in open ? channels[open.channelId] : undefined));
  switch (open.kind) {
    case 'create-channel':
      return <CreateChannelDialog workspaceId={workspace.id} onClose={closeDialog} />;
    case 'new-dm':
      return <NewDmDialog workspaceId={workspace.id} ownId={user.id} onClose={closeDialog} />;
    case 'switcher':
      return <Switcher workspace={workspace} user={user} onClose={closeDialog} />;
    case 'keys':
      return <KeysDialog onClose={closeDialog} />;
    case 'invite':
      return <InviteDialog workspace={workspace} onClose={closeDialog} />;
    case 'leave-workspace':
      return <LeaveWorkspaceDialog workspace={workspace} userId={user.id} onClose={closeDialog} />;
    case 'channel':
      return channel && <ChannelDialog channel={channel} role={workspace.role} onClose={closeDialog} />;
    case 'channel-members':
      return channel && <ChannelMembersDialog channel={channel} workspace={workspace} ownId={user.id} onClose={closeDialog} />;
    case 'leave-channel':
      return channel && <LeaveChannelDialog channel={channel} userId={user.id} onClose={closeDialog} />;
  }
}
