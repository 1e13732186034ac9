import { Navigate, Outlet } from 'react-router';
import { CreateWorkspaceForm } from '@/features/workspaces/CreateWorkspaceForm';
import { loadWorkspaces, useWorkspaces } from '@/features/workspaces/workspacesStore';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { Spinner } from '@/ui/Spinner';
import { ButtonLink } from '@/ui/TextLink';
import { texts } from '@/texts';
import { useTitle } from '@/ui/useTitle';
import { leave } from './leave';
import { lastWorkspace } from './recent';

/** Everything behind the login needs to know the workspaces first. */
export function RequireWorkspaces() {
  const { workspaces, loadFailure } = useWorkspaces();
  if (workspaces !== null) return <Outlet />;
  return (
    <Page>
      {loadFailure === null ? (
        <Spinner label={texts.app.loading} />
      ) : (
        <EmptyState title={texts.app.unreachable} text={loadFailure}>
          <Button onClick={() => void loadWorkspaces()}>{texts.app.tryAgain}</Button>
        </EmptyState>
      )}
    </Page>
  );
}

export function Home() {
  const first = useWorkspaces(({ workspaces }) => workspaces?.find(({ id }) => id === lastWorkspace()) ?? workspaces?.[0]);
  return first === undefined ? <Welcome /> : <Navigate to={`/w/${first.id}`} replace />;
}

function Welcome() {
  useTitle();
  return (
    <Page>
      <EmptyState title={texts.workspaces.emptyTitle} text={texts.workspaces.emptyText}>
        <CreateWorkspaceForm />
        <Button look="link" className="self-center" onClick={() => leave()}>
          {texts.session.signOut}
        </Button>
      </EmptyState>
    </Page>
  );
}

export function CreateWorkspacePage() {
  useTitle(texts.workspaces.create);
  return (
    <Page>
      <EmptyState title={texts.workspaces.create}>
        <CreateWorkspaceForm />
        <ButtonLink to="/">{texts.app.toStart}</ButtonLink>
      </EmptyState>
    </Page>
  );
}
