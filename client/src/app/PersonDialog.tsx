import { useNavigate } from 'react-router';
import type { Id, Workspace } from '@/api/types';
import { openDm } from '@/features/channels/channelsStore';
import { PersonCard } from '@/features/people/PersonCard';

interface Props {
  userId: Id;
  workspace: Workspace;
  ownId: Id;
  onClose: () => void;
}

export default function PersonDialog({ userId, workspace, ownId, onClose }: Props) {
  const navigate = useNavigate();
  return (
    <PersonCard
      userId={userId}
      isOwn={userId === ownId}
      onMessage={async () => {
        const { id } = await openDm(workspace.id, [userId]);
        onClose();
        await navigate(`/w/${workspace.id}/c/${id}`);
      }}
      onEdit={() => {
        onClose();
        void navigate('/account');
      }}
      onClose={onClose}
    />
  );
}
