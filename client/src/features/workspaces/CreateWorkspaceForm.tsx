import { useNavigate } from 'react-router';
import { Button } from '@/ui/Button';
import { errorText } from '@/ui/errorText';
import { Notice } from '@/ui/Notice';
import { TextField } from '@/ui/TextField';
import { texts } from '@/texts';
import { text, useSubmit } from '@/ui/useSubmit';
import { createWorkspace } from './workspacesStore';

export function CreateWorkspaceForm() {
  const navigate = useNavigate();
  const { onSubmit, isBusy, error } = useSubmit(async (form) => {
    const { id } = await createWorkspace(text(form, 'name').trim());
    await navigate(`/w/${id}`);
  });

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-6">
      {error !== null && <Notice tone="error">{errorText(error)}</Notice>}
      <TextField
        label={texts.workspaces.name}
        name="name"
        placeholder={texts.workspaces.namePlaceholder}
        maxLength={100}
        autoComplete="organization"
        required
      />
      <Button type="submit" isBusy={isBusy}>
        {texts.workspaces.create}
      </Button>
    </form>
  );
}
