import { useLocation, useNavigate, useParams } from 'react-router';
import { PinsPanel } from '@/features/messages/PinsPanel';
import { ThreadPanel } from '@/features/messages/ThreadPanel';

// What stands to the right of a channel, each with an address of its own.

export function ThreadRoute() {
  const { threadId = '' } = useParams();
  const { hash } = useLocation();
  const close = useClose();
  return <ThreadPanel key={threadId} rootId={threadId} replyId={hash === '' ? null : hash.slice(1)} onClose={close} />;
}

export function PinsRoute() {
  return <PinsPanel onClose={useClose()} />;
}

function useClose(): () => void {
  const navigate = useNavigate();
  const { workspaceId = '', channelId = '' } = useParams();
  return () => void navigate(`/w/${workspaceId}/c/${channelId}`);
}
