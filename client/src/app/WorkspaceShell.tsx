import { useEffect, useState } from 'react';
import { Navigate, Outlet, useParams } from 'react-router';
import type { Id, Workspace } from '@/api/types';
import { loadChannels, useChannels } from '@/features/channels/channelsStore';
import { useSession } from '@/features/session/sessionStore';
import { useWorkspaces } from '@/features/workspaces/workspacesStore';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Spinner } from '@/ui/Spinner';
import { texts } from '@/texts';
import { ConnectionBar } from './ConnectionBar';
import { Dialogs } from './Dialogs';
import { useKeys } from './keys';
import { NotFoundPage } from './NotFound';
import { noteWorkspace } from './recent';
import { Sidebar } from './Sidebar';
import { useSidebar } from './sidebarState';
import { UpdateBar } from './UpdateBar';

/** Sidebar and centre of one workspace. What stands in the centre gets the workspace as its outlet's context. */
export function WorkspaceShell() {
  const { workspaceId } = useParams();
  const isThere = useWorkspaces((state) => state.workspaces?.some(({ id }) => id === workspaceId) ?? false);
  const [wasThere] = useState(isThere);
  const user = useSession((state) => state.user);
  const workspace = useWorkspaces((state) => state.workspaces?.find(({ id }) => id === workspaceId));
  const isSidebarOpen = useSidebar((state) => state.isOpen);
  useKeys(workspaceId ?? '');

  const openId = workspace?.id;
  useEffect(() => {
    if (openId !== undefined) noteWorkspace(openId);
  }, [openId]);

  if (user === null) return null;
  // Deleted, left or removed from while it was open: what is left is elsewhere.
  if (workspace === undefined) return wasThere ? <Navigate to="/" replace /> : <NotFoundPage />;
  return (
    <div className="flex h-dvh flex-col">
      <ConnectionBar />
      <UpdateBar />
      <div className="flex min-h-0 flex-1">
        <Sidebar workspace={workspace} user={user} />
        <main inert={isSidebarOpen} tabIndex={-1} data-region className="flex min-w-0 flex-1 flex-col outline-none">
          <Centre key={workspace.id} workspace={workspace} />
        </main>
      </div>
      <Dialogs workspace={workspace} user={user} />
    </div>
  );
}

function Centre({ workspace }: { workspace: Workspace }) {
  const load = useChannels((state) => state.loads[workspace.id]);
  useEffect(() => tryLoading(workspace.id), [workspace.id]);

  if (load === undefined) return <Spinner label={texts.app.loading} />;
  if (load === 'ready') return <Outlet context={workspace} />;
  return (
    <EmptyState title={texts.channels.loadFailed} text={load.failure}>
      <Button className="self-center" onClick={() => tryLoading(workspace.id)}>
        {texts.app.tryAgain}
      </Button>
    </EmptyState>
  );
}

/** What goes wrong is in the store, and on the screen. */
function tryLoading(workspaceId: Id): void {
  loadChannels(workspaceId).catch(() => undefined);
}
