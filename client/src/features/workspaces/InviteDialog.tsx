import { useState } from 'react';
import type { Invite, Workspace, WorkspaceRole } from '@/api/types';
import { Button } from '@/ui/Button';
import { formatMoment } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { errorText } from '@/ui/errorText';
import { Notice } from '@/ui/Notice';
import { SelectField } from '@/ui/SelectField';
import { TextField } from '@/ui/TextField';
import { text, useSubmit } from '@/ui/useSubmit';
import { texts } from '@/texts';
import { invite } from './members';

const day = 24;

export default function InviteDialog({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  return (
    <Dialog title={texts.workspaces.invite} onClose={onClose}>
      <ByMail workspace={workspace} />
      <hr className="border-line" />
      <ByLink workspace={workspace} />
    </Dialog>
  );
}

function ByMail({ workspace }: { workspace: Workspace }) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { onSubmit, isBusy, error, fieldError } = useSubmit(async (form) => {
    const email = text(form, 'email').trim();
    await invite(workspace.id, { email, role: text(form, 'role') as WorkspaceRole });
    setSentTo(email);
  });
  const emailError = fieldError('email');

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3">
      <h3 className="font-semibold">{texts.workspaces.inviteByMail}</h3>
      {error !== null && emailError === undefined && <Notice tone="error">{errorText(error)}</Notice>}
      {error === null && sentTo !== null && <Notice tone="info">{texts.workspaces.inviteSent(sentTo)}</Notice>}
      <TextField
        key={sentTo}
        label={texts.workspaces.inviteEmail}
        name="email"
        type="email"
        required
        autoFocus
        autoComplete="off"
        hint={texts.workspaces.inviteEmailHint}
        error={emailError}
      />
      <Role workspace={workspace} />
      <Button type="submit" className="self-end" isBusy={isBusy}>
        {texts.workspaces.inviteSend}
      </Button>
    </form>
  );
}

function ByLink({ workspace }: { workspace: Workspace }) {
  const [link, setLink] = useState<Invite | null>(null);
  const [isCopied, setCopied] = useState(false);
  const { onSubmit, isBusy, error } = useSubmit(async (form) => {
    const uses = Number(text(form, 'uses'));
    const terms = { role: text(form, 'role') as WorkspaceRole, expires_in_hours: Number(text(form, 'hours')) };
    setCopied(false);
    setLink(await invite(workspace.id, uses > 0 ? { ...terms, max_uses: uses } : terms));
  });

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3">
      <h3 className="font-semibold">{texts.workspaces.inviteByLink}</h3>
      {error !== null && <Notice tone="error">{errorText(error)}</Notice>}
      <Role workspace={workspace} />
      <div className="grid items-end gap-3 sm:grid-cols-2">
        <SelectField
          label={texts.workspaces.inviteUses}
          name="uses"
          defaultValue="1"
          options={['1', '5', '25', '0'].map((value) => ({ value, label: value === '0' ? texts.workspaces.inviteAny : value }))}
        />
        <SelectField
          label={texts.workspaces.inviteExpires}
          name="hours"
          defaultValue={String(7 * day)}
          options={[1, 7, 30].map((days) => ({ value: String(days * day), label: texts.workspaces.days(days) }))}
        />
      </div>
      {link !== null && (
        <div className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <TextField
              label={texts.workspaces.inviteLink}
              readOnly
              value={link.url}
              hint={isCopied ? texts.workspaces.copied : texts.workspaces.inviteLinkHint(formatMoment(link.expires_at))}
              onFocus={(event) => event.target.select()}
            />
          </div>
        </div>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {link !== null && (
          <Button look="secondary" onClick={() => void navigator.clipboard.writeText(link.url).then(() => setCopied(true))}>
            {texts.workspaces.copy}
          </Button>
        )}
        <Button type="submit" isBusy={isBusy}>
          {texts.workspaces.inviteMakeLink}
        </Button>
      </div>
    </form>
  );
}

/** Below one's own: an owner may make admins. */
function Role({ workspace }: { workspace: Workspace }) {
  const roles: WorkspaceRole[] = workspace.role === 'owner' ? ['member', 'moderator', 'admin'] : ['member', 'moderator'];
  return (
    <SelectField
      label={texts.workspaces.inviteRole}
      name="role"
      defaultValue="member"
      options={roles.map((value) => ({ value, label: texts.workspaces.roles[value] }))}
    />
  );
}
