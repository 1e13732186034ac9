import { useOutletContext } from 'react-router';
import type { Workspace } from '@/api/types';
import { useChannels } from '@/features/channels/channelsStore';
import { AskForNotes } from '@/features/notifications/AskForNotes';
import { NotesList } from '@/features/notifications/NotesList';
import { readAllNotes, selectUnreadCount, useNotes } from '@/features/notifications/notesStore';
import { Button } from '@/ui/Button';
import { useTitle } from '@/ui/useTitle';
import { texts } from '@/texts';
import { CentrePage } from './CentrePage';

export function Component() {
  const workspace = useOutletContext<Workspace>();
  const channels = useChannels((state) => state.channels);
  const unread = useNotes(selectUnreadCount);
  useTitle(texts.notifications.heading, workspace.name);
  return (
    <CentrePage
      title={texts.notifications.heading}
      actions={
        unread > 0 && (
          <Button look="secondary" onClick={() => void readAllNotes()}>
            {texts.notifications.readAll}
          </Button>
        )
      }
    >
      <AskForNotes />
      <NotesList channels={channels} workspaceId={workspace.id} />
    </CentrePage>
  );
}
