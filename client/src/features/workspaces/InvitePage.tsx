import { useNavigate, useParams } from 'react-router';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { errorText } from '@/ui/errorText';
import { Notice } from '@/ui/Notice';
import { Page } from '@/ui/Page';
import { ButtonLink } from '@/ui/TextLink';
import { texts } from '@/texts';
import { useSubmit } from '@/ui/useSubmit';
import { useTitle } from '@/ui/useTitle';
import { acceptInvite } from './workspacesStore';

/** Where an invitation leads. Joining takes a click: a preview of the link, or a reload, must not use it up. */
export function InvitePage() {
  useTitle(texts.workspaces.inviteTitle);
  const { token = '' } = useParams();
  const navigate = useNavigate();
  const { onSubmit, isBusy, error } = useSubmit(async () => {
    const { id } = await acceptInvite(token);
    await navigate(`/w/${id}`, { replace: true });
  });
  const isGone = error?.code === 'NOT_FOUND';

  return (
    <Page>
      <EmptyState title={isGone ? texts.workspaces.inviteGoneTitle : texts.workspaces.inviteTitle} text={isGone ? texts.workspaces.inviteGone : texts.workspaces.inviteText}>
        {error !== null && !isGone && <Notice tone="error">{errorText(error)}</Notice>}
        {isGone ? (
          <ButtonLink to="/">{texts.app.toStart}</ButtonLink>
        ) : (
          <form onSubmit={onSubmit} className="flex flex-col">
            <Button type="submit" isBusy={isBusy}>
              {texts.workspaces.join}
            </Button>
          </form>
        )}
      </EmptyState>
    </Page>
  );
}
