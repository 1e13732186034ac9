import { useEffect, useLayoutEffect } from 'react';
import { Link, Outlet, useMatch, useNavigate, useOutletContext, useParams } from 'react-router';
import type { Channel, Id, User, Workspace } from '@/api/types';
import { ChannelHeader } from '@/features/channels/ChannelHeader';
import * as channels from '@/features/channels/channelsStore';
import { useChannels } from '@/features/channels/channelsStore';
import { JoinBar } from '@/features/channels/JoinBar';
import { Composer } from '@/features/messages/Composer';
import { ConversationProvider } from '@/features/messages/conversation';
import { closeChannel, openChannel } from '@/features/messages/loading';
import { MessageDialogs } from '@/features/messages/MessageDialogs';
import { MessagesPane } from '@/features/messages/MessagesPane';
import { beginReading, endReading, useReadings } from '@/features/messages/readingStore';
import { TypingLine } from '@/features/messages/TypingLine';
import { useSession } from '@/features/session/sessionStore';
import { texts } from '@/texts';
import { PinIcon } from '@/ui/messageIcons';
import { useTitle } from '@/ui/useTitle';
import { BareHeader } from './BareHeader';
import { openDialog } from './dialogs';
import { NotFound } from './NotFound';
import { noteVisit } from './recent';
import { SidebarButton } from './SidebarButton';
import { useOpenConversation } from './useOpenConversation';

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
  const conversation = useOpenConversation(channel, workspace, user);
  const navigate = useNavigate();
  const { messageId = null } = useParams();
  const isLink = useMatch('/w/:workspaceId/c/:channelId/m/:messageId') !== null;
  const here = `/w/${workspace.id}/c/${channel.id}`;
  useTitle(conversation.title, workspace.name);
  useEffect(() => open(channel.id), [channel.id]);
  // What was unread is noted before the messages are shown, as showing them reads them.
  const isNoted = useReadings(({ readings }) => channel.id in readings);
  useLayoutEffect(() => noteUnread(channel.id), [channel.id]);
  return (
    <ConversationProvider value={conversation}>
      <div className="relative flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <ChannelHeader
            channel={channel}
            userId={user.id}
            before={<SidebarButton />}
            onSettings={() => openDialog({ kind: 'channel', channelId: channel.id })}
            onMembers={() => openDialog({ kind: 'channel-members', channelId: channel.id })}
            onLeave={() => openDialog({ kind: 'leave-channel', channelId: channel.id })}
          >
            <Link
              to={`${here}/pins`}
              aria-label={texts.threads.pins}
              title={texts.threads.pins}
              className="flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <PinIcon />
            </Link>
          </ChannelHeader>
          {isNoted && (
            <MessagesPane
              messageId={isLink ? messageId : null}
              onReply={(rootId, replyId) => void navigate(`${here}/t/${rootId}#${replyId}`, { replace: true })}
              onLatest={() => isLink && void navigate(here)}
            />
          )}
          <TypingLine />
          <Footer channel={channel} userId={user.id} />
        </div>
        <Outlet />
      </div>
      <MessageDialogs />
    </ConversationProvider>
  );
}

function Footer({ channel, userId }: { channel: Channel; userId: Id }) {
  if (channel.archived) return <p className="border-t border-line px-5 py-4 text-muted">{texts.channels.archived}</p>;
  return channel.membership === null ? <JoinBar channel={channel} userId={userId} /> : <Composer />;
}

function noteUnread(channelId: Id): () => void {
  const { membership = null, unread_count = 0 } = useChannels.getState().channels[channelId] ?? {};
  beginReading(channelId, membership?.last_read_seq ?? null, unread_count);
  return () => endReading(channelId);
}

function open(channelId: Id): () => void {
  noteVisit(channelId);
  void openChannel(channelId);
  return () => closeChannel(channelId, channels.isMember(channelId));
}
