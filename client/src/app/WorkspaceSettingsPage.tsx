import { Navigate, useOutletContext, useParams } from 'react-router';
import type { Workspace } from '@/api/types';
import { useSession } from '@/features/session/sessionStore';
import { AuditLog } from '@/features/workspaces/AuditLog';
import { GeneralForm } from '@/features/workspaces/GeneralForm';
import { MembersList } from '@/features/workspaces/MembersList';
import { isAdmin } from '@/features/workspaces/roles';
import { useTitle } from '@/ui/useTitle';
import { texts } from '@/texts';
import { CentrePage } from './CentrePage';
import { openDialog } from './dialogs';
import { SettingsFrame } from './SettingsFrame';

export function Component() {
  const workspace = useOutletContext<Workspace>();
  const { section } = useParams();
  const ownId = useSession((state) => state.user?.id ?? '');
  useTitle(texts.workspaces.settings, workspace.name);

  const base = `/w/${workspace.id}/settings`;
  const sections = [
    { to: base, label: texts.workspaces.general },
    { to: `${base}/members`, label: texts.workspaces.members },
    ...(isAdmin(workspace.role) ? [{ to: `${base}/audit`, label: texts.workspaces.audit }] : []),
  ];
  const content = contentOf(section, workspace, ownId);
  if (content === null) return <Navigate to={base} replace />;
  return (
    <CentrePage title={texts.workspaces.settings}>
      <SettingsFrame label={texts.workspaces.settings} sections={sections}>
        {content}
      </SettingsFrame>
    </CentrePage>
  );
}

function contentOf(section: string | undefined, workspace: Workspace, ownId: string) {
  switch (section) {
    case undefined:
      return <GeneralForm workspace={workspace} />;
    case 'members':
      return <MembersList workspace={workspace} ownId={ownId} onInvite={() => openDialog({ kind: 'invite' })} />;
    case 'audit':
      return isAdmin(workspace.role) ? <AuditLog workspace={workspace} /> : null;
    default:
      return null;
  }
}
