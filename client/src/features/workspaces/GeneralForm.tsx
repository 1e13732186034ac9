import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Workspace } from '@/api/types';
import { Button } from '@/ui/Button';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { errorText } from '@/ui/errorText';
import { Notice } from '@/ui/Notice';
import { SelectField } from '@/ui/SelectField';
import { TextArea } from '@/ui/TextArea';
import { TextField } from '@/ui/TextField';
import { text, useSubmit } from '@/ui/useSubmit';
import { texts } from '@/texts';
import { isAdmin } from './roles';
import { changeWorkspace, deleteWorkspace } from './workspacesStore';

const day = 24;
const periods = [0, 2 * day, 7 * day, 30 * day, 90 * day, 365 * day];
const beside = ['name', 'slug'];

export function GeneralForm({ workspace }: { workspace: Workspace }) {
  const [isSaved, setSaved] = useState(false);
  const { onSubmit, isBusy, error, fieldError } = useSubmit(async (form) => {
    setSaved(false);
    const [slug, retention] = [text(form, 'slug').trim(), Number(text(form, 'retention_hours'))];
    await changeWorkspace(workspace.id, {
      name: text(form, 'name').trim(),
      description: text(form, 'description').trim(),
      ...(slug === workspace.slug ? {} : { slug }),
      ...(retention === (workspace.retention_hours ?? 0) ? {} : { retention_hours: retention }),
    });
    setSaved(true);
  });
  const mayChange = isAdmin(workspace.role);
  const isBeside = error?.details.some(({ field }) => beside.includes(field)) === true;

  return (
    <>
      <form onSubmit={onSubmit}>
        <fieldset disabled={!mayChange} className="flex flex-col gap-4">
          {!mayChange && <Notice tone="info">{texts.workspaces.onlyAdmins}</Notice>}
          {error !== null && !isBeside && <Notice tone="error">{errorText(error)}</Notice>}
          <TextField label={texts.workspaces.name} name="name" defaultValue={workspace.name} maxLength={100} autoComplete="off" required error={fieldError('name')} />
          <TextField
            label={texts.workspaces.slug}
            name="slug"
            defaultValue={workspace.slug}
            autoComplete="off"
            required
            hint={texts.workspaces.slugHint}
            error={fieldError('slug')}
          />
          <TextArea label={texts.workspaces.description} name="description" defaultValue={workspace.description ?? ''} maxLength={2000} />
          <SelectField
            label={texts.workspaces.retention}
            name="retention_hours"
            defaultValue={String(workspace.retention_hours ?? 0)}
            hint={texts.workspaces.retentionHint}
            options={choices(workspace.retention_hours).map((hours) => ({ value: String(hours), label: periodName(hours) }))}
          />
          {mayChange && (
            <div className="flex items-center justify-end gap-3">
              <span role="status" className="text-muted">
                {isSaved && error === null ? texts.app.saved : ''}
              </span>
              <Button type="submit" isBusy={isBusy}>
                {texts.app.save}
              </Button>
            </div>
          )}
        </fieldset>
      </form>
      {workspace.role === 'owner' && <Remove workspace={workspace} />}
    </>
  );
}

/** What the workspace has is among the choices, whoever set it. */
const choices = (held: number | null): number[] => [...new Set([...periods, held ?? 0])].sort((a, b) => a - b);

function periodName(hours: number): string {
  if (hours === 0) return texts.workspaces.keep;
  return hours % day === 0 ? texts.workspaces.days(hours / day) : texts.workspaces.hours(hours);
}

function Remove({ workspace }: { workspace: Workspace }) {
  const navigate = useNavigate();
  const [isAsked, setAsked] = useState(false);
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-6">
      <h2 className="font-semibold">{texts.workspaces.remove}</h2>
      <p>{texts.workspaces.removeHint}</p>
      <p className="text-muted">{texts.workspaces.owned}</p>
      <Button look="danger" className="self-start" onClick={() => setAsked(true)}>
        {texts.workspaces.remove}
      </Button>
      {isAsked && (
        <ConfirmDialog
          title={texts.workspaces.removeTitle(workspace.name)}
          text={texts.workspaces.removeHint}
          action={texts.workspaces.remove}
          typed={{ word: workspace.name, label: texts.workspaces.removeConfirm(workspace.name) }}
          onConfirm={async () => {
            await navigate('/', { replace: true });
            await deleteWorkspace(workspace.id);
          }}
          onClose={() => setAsked(false)}
        />
      )}
    </section>
  );
}
