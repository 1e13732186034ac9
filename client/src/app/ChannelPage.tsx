import { useEffect } from 'react';
import { useOutletContext, useParams } from 'react-router';
import type { Channel, Id, User, Workspace } from '@/api/types';
import { ChannelHeader } from '@/features/channels/ChannelHeader';
import * as channels from '@/features/channels/channelsStore';
import { useChannels } from '@/features/channels/channelsStore';
import { isDm } from '@/features/channels/selection';
import { JoinBar } from '@/features/channels/JoinBar';
import { Composer } from '@/features/messages/Composer';
import { MessagesPane } from '@/features/messages/MessagesPane';
import { closeChannel, openChannel } from '@/features/messages/loading';
import { useSession } from '@/features/session/sessionStore';
import { texts } from '@/texts';
import { useTitle } from '@/ui/useTitle';
import { BareHeader } from './BareHeader';
import { openDialog } from './dialogs';
import { NotFound } from './NotFound';
import { noteVisit } from './recent';
import { SidebarButton } from './SidebarButton';

export function ChannelPage() {
  const workspace = useOutletContext<Workspace>();
  const { channelId = '' } = useParams();
  const channel = useChannels((state) => state.channels[channelId]);
  const user = useSession((state) => state.user);

  if (user === null) return null;
  if (channel?.workspace_id !== workspace.id) {
    return (
      <>
        <BareHeader />
        <NotFound text={texts.channels.notFound} />
      </>
    );
  }
  return <OpenChannel key={channel.id} channel={channel} workspace={workspace} user={user} />;
}

function OpenChannel({ channel, workspace, user }: { channel: Channel; workspace: Workspace; user: User }) {
  useTitle(isDm(channel) ? channel.name : `#${channel.name}`, workspace.name);
  useEffect(() => open(channel.id), [channel.id]);
  return (
    <>
      <ChannelHeader
        channel={channel}
        userId={user.id}
        before={<SidebarButton />}
        onSettings={() => openDialog({ kind: 'channel', channelId: channel.id })}
        onMembers={() => openDialog({ kind: 'channel-members', channelId: channel.id })}
        onLeave={() => openDialog({ kind: 'leave-channel', channelId: channel.id })}
      />
      <MessagesPane channel={channel} user={user} />
      <Footer channel={channel} userId={user.id} />
    </>
  );
}

function Footer({ channel, userId }: { channel: Channel; userId: Id }) {
  if (channel.archived) return <p className="border-t border-line px-5 py-4 text-muted">{texts.channels.archived}</p>;
  return channel.membership === null ? <JoinBar channel={channel} userId={userId} /> : <Composer channel={channel} userId={userId} />;
}

function open(channelId: Id): () => void {
  channels.openChannel(channelId);
  noteVisit(channelId);
  void openChannel(channelId);
  return () => {
    channels.closeChannel(channelId);
    closeChannel(channelId, channels.isMember(channelId));
  };
}
