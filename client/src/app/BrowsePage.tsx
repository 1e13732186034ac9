import { useOutletContext } from 'react-router';
import type { Workspace } from '@/api/types';
import { BrowseChannels } from '@/features/channels/BrowseChannels';
import { useSession } from '@/features/session/sessionStore';
import { Button } from '@/ui/Button';
import { useTitle } from '@/ui/useTitle';
import { texts } from '@/texts';
import { CentrePage } from './CentrePage';
import { openDialog } from './dialogs';

export function Component() {
  const workspace = useOutletContext<Workspace>();
  const userId = useSession((state) => state.user?.id ?? '');
  useTitle(texts.channels.browseTitle, workspace.name);
  return (
    <CentrePage
      title={texts.channels.browseTitle}
      actions={<Button onClick={() => openDialog({ kind: 'create-channel' })}>{texts.channels.create}</Button>}
    >
      <BrowseChannels workspaceId={workspace.id} userId={userId} />
    </CentrePage>
  );
}
