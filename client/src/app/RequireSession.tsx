import { Navigate, Outlet, useLocation } from 'react-router';
import { restoreSession, useSession } from '@/features/session/sessionStore';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { Spinner } from '@/ui/Spinner';
import { texts } from '@/texts';

export function RequireSession() {
  const { status, endedBy } = useSession();
  const { pathname } = useLocation();
  switch (status) {
    case 'signed-in':
      return <Outlet />;
    case 'unknown':
      return (
        <Page>
          <Spinner label={texts.app.loading} />
        </Page>
      );
    case 'unreachable':
      return (
        <Page>
          <EmptyState title={texts.app.unreachable} text={texts.errors.NETWORK}>
            <Button onClick={() => void restoreSession()}>{texts.app.tryAgain}</Button>
          </EmptyState>
        </Page>
      );
    case 'signed-out':
      // Who left by choice begins anew; who was thrown out, or came by a link, gets to where the link leads.
      return <Navigate to="/login" replace state={endedBy === 'user' ? null : { from: pathname }} />;
  }
}
