import { useNavigate } from 'react-router';
import type { Id, Workspace } from '@/api/types';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { texts } from '@/texts';
import { leaveWorkspace } from './workspacesStore';

export default function LeaveWorkspaceDialog({ workspace, userId, onClose }: { workspace: Workspace; userId: Id; onClose: () => void }) {
  const navigate = useNavigate();
  return (
    <ConfirmDialog
      title={texts.workspaces.leaveTitle(workspace.name)}
      text={texts.workspaces.leaveText}
      action={texts.workspaces.leave}
      onConfirm={async () => {
        await leaveWorkspace(workspace.id, userId);
        onClose();
        await navigate('/', { replace: true });
      }}
      onClose={onClose}
    />
  );
}
