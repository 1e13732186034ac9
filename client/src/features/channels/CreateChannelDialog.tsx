import { useNavigate } from 'react-router';
import type { Id } from '@/api/types';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { errorText } from '@/ui/errorText';
import { Notice } from '@/ui/Notice';
import { TextField } from '@/ui/TextField';
import { texts } from '@/texts';
import { text, useSubmit } from '@/ui/useSubmit';
import { createChannel } from './channelsStore';

export default function CreateChannelDialog({ workspaceId, onClose }: { workspaceId: Id; onClose: () => void }) {
  const navigate = useNavigate();
  const { onSubmit, isBusy, error } = useSubmit(async (form) => {
    const type = text(form, 'type') === 'private' ? 'private' : 'public';
    const { id } = await createChannel(workspaceId, text(form, 'name').trim(), type);
    onClose();
    await navigate(`/w/${workspaceId}/c/${id}`);
  });

  return (
    <Dialog title={texts.channels.create} onClose={onClose}>
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        {error !== null && <Notice tone="error">{errorText(error)}</Notice>}
        <TextField
          label={texts.channels.name}
          name="name"
          placeholder={texts.channels.namePlaceholder}
          minLength={3}
          maxLength={80}
          autoComplete="off"
          required
          autoFocus
        />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 font-medium">{texts.channels.visibility}</legend>
          <Choice value="public" label={texts.channels.public} hint={texts.channels.publicHint} isDefault />
          <Choice value="private" label={texts.channels.private} hint={texts.channels.privateHint} />
        </fieldset>
        <div className="flex justify-end gap-2">
          <Button look="secondary" onClick={onClose}>
            {texts.app.cancel}
          </Button>
          <Button type="submit" isBusy={isBusy}>
            {texts.channels.create}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Choice({ value, label, hint, isDefault = false }: { value: string; label: string; hint: string; isDefault?: boolean }) {
  return (
    <label className="flex items-start gap-3">
      <input type="radio" name="type" value={value} defaultChecked={isDefault} className="mt-1 size-4 accent-accent" />
      <span>
        {label}
        <span className="block text-sm text-muted">{hint}</span>
      </span>
    </label>
  );
}
