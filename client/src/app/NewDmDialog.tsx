import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Id, User } from '@/api/types';
import { openDm } from '@/features/channels/channelsStore';
import { findPeople } from '@/features/workspaces/members';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { errorText } from '@/ui/errorText';
import { Notice } from '@/ui/Notice';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { useSubmit } from '@/ui/useSubmit';
import { texts } from '@/texts';

const most = 8;

export default function NewDmDialog({ workspaceId, ownId, onClose }: { workspaceId: Id; ownId: Id; onClose: () => void }) {
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<User[]>([]);
  const search = useCallback(
    async (query: string) => (await findPeople(workspaceId, query)).filter(({ id }) => id !== ownId),
    [workspaceId, ownId],
  );
  const { onSubmit, isBusy, error } = useSubmit(async () => {
    const { id } = await openDm(workspaceId, chosen.map((user) => user.id));
    onClose();
    await navigate(`/w/${workspaceId}/c/${id}`);
  });

  return (
    <Dialog title={texts.channels.newDm} onClose={onClose}>
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        {error !== null && <Notice tone="error">{errorText(error)}</Notice>}
        <p className="text-sm text-muted">{texts.channels.newDmHint}</p>
        <PeoplePicker search={search} chosen={chosen} onChange={setChosen} max={most} />
        <Button type="submit" className="self-end" isBusy={isBusy} disabled={chosen.length === 0}>
          {texts.channels.startDm}
        </Button>
      </form>
    </Dialog>
  );
}
