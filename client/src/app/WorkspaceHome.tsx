import { Navigate, useOutletContext } from 'react-router';
import type { Workspace } from '@/api/types';
import { useChannels } from '@/features/channels/channelsStore';
import { firstChannel } from '@/features/channels/selection';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { texts } from '@/texts';
import { useTitle } from '@/ui/useTitle';
import { BareHeader } from './BareHeader';
import { openDialog } from './dialogs';

/** A workspace without a channel in the address: its first channel, or the way to make one. */
export function WorkspaceHome() {
  const workspace = useOutletContext<Workspace>();
  const first = useChannels(({ channels }) => firstChannel(channels, workspace.id)?.id);
  useTitle(workspace.name);

  if (first !== undefined) return <Navigate to={`/w/${workspace.id}/c/${first}`} replace />;
  return (
    <>
      <BareHeader />
      <EmptyState title={texts.channels.noneTitle} text={texts.channels.noneText}>
        <Button className="self-center" onClick={() => openDialog({ kind: 'create-channel' })}>
          {texts.channels.create}
        </Button>
      </EmptyState>
    </>
  );
}
