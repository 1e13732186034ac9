import { useCallback, useState } from 'react';
import type { Id, Workspace, WorkspaceMember, WorkspaceRole } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { Button } from '@/ui/Button';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { formatShortDate } from '@/ui/dates';
import { errorText } from '@/ui/errorText';
import { CloseIcon } from '@/ui/icons';
import { Notice } from '@/ui/Notice';
import { PageEnd } from '@/ui/PageEnd';
import { openPerson } from '@/ui/personCard';
import { SelectField } from '@/ui/SelectField';
import { TextField } from '@/ui/TextField';
import { usePages } from '@/ui/usePages';
import { texts } from '@/texts';
import { listMembers, removeMember, setRole } from './members';
import { isAdmin, outranks } from './roles';
import { refreshWorkspace } from './workspacesStore';

interface Props {
  workspace: Workspace;
  ownId: Id;
  onInvite: () => void;
}

type Asked = { what: 'remove' | 'transfer'; member: WorkspaceMember } | null;

export function MembersList({ workspace, ownId, onInvite }: Props) {
  const [query, setQuery] = useState('');
  const [asked, setAsked] = useState<Asked>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const load = useCallback((page: number) => listMembers(workspace.id, query, page), [workspace.id, query]);
  const { items, change, ...end } = usePages(load);
  const replace = (changed: WorkspaceMember) => change((members) => members.map((one) => (one.user.id === changed.user.id ? changed : one)));

  const chooseRole = (member: WorkspaceMember, role: WorkspaceRole) => {
    setFailure(null);
    if (role === 'owner') setAsked({ what: 'transfer', member });
    else setRole(workspace.id, member.user.id, role).then(replace, (error: unknown) => setFailure(errorText(error)));
  };

  return (
    <>
      {failure !== null && <Notice tone="error">{failure}</Notice>}
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-48 flex-1">
          <TextField label={texts.workspaces.findMember} type="search" value={query} onChange={(event) => setQuery(event.target.value)} />
        </div>
        {isAdmin(workspace.role) && <Button onClick={onInvite}>{texts.workspaces.invite}</Button>}
      </div>
      <ul aria-label={texts.workspaces.members} className="flex flex-col divide-y divide-line rounded-lg border border-line empty:hidden">
        {(items ?? []).map((member) => (
          <Entry
            key={member.user.id}
            member={member}
            workspace={workspace}
            isOwn={member.user.id === ownId}
            onRole={(role) => chooseRole(member, role)}
            onRemove={() => setAsked({ what: 'remove', member })}
          />
        ))}
      </ul>
      <PageEnd items={items} empty={texts.people.nobody} {...end} />
      {asked?.what === 'remove' && (
        <ConfirmDialog
          title={texts.workspaces.removeMemberTitle(asked.member.user.display_name)}
          text={texts.workspaces.removeMemberText}
          action={texts.workspaces.removeMember(asked.member.user.display_name)}
          onConfirm={async () => {
            await removeMember(workspace.id, asked.member.user.id);
            change((members) => members.filter((one) => one !== asked.member));
            setAsked(null);
          }}
          onClose={() => setAsked(null)}
        />
      )}
      {asked?.what === 'transfer' && (
        <ConfirmDialog
          title={texts.workspaces.transferTitle(asked.member.user.display_name)}
          text={texts.workspaces.transferText}
          action={texts.workspaces.transfer}
          onConfirm={async () => {
            replace(await setRole(workspace.id, asked.member.user.id, 'owner'));
            change((members) => members.map((one) => (one.user.id === ownId ? { ...one, role: 'admin' } : one)));
            await refreshWorkspace(workspace.id);
            setAsked(null);
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

interface EntryProps {
  member: WorkspaceMember;
  workspace: Workspace;
  isOwn: boolean;
  onRole: (role: WorkspaceRole) => void;
  onRemove: () => void;
}

const roles: WorkspaceRole[] = ['owner', 'admin', 'moderator', 'member'];

function Entry({ member: { user, role, joined_at }, workspace, isOwn, onRole, onRemove }: EntryProps) {
  const mayChange = workspace.role === 'owner' && !isOwn;
  const mayRemove = isAdmin(workspace.role) && !isOwn && outranks(workspace.role, role);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
      <button type="button" className="flex min-w-28 flex-1 items-center gap-3 rounded-md text-left hover:bg-hover" onClick={() => openPerson(user.id)}>
        <Avatar id={user.id} name={user.display_name} url={user.avatar_url} />
        <span className="min-w-0">
          <span className="block truncate font-medium">
            {user.display_name}
            {isOwn && <span className="font-normal text-muted"> ({texts.people.you})</span>}
          </span>
          <span className="block truncate text-sm text-muted">
            @{user.username} · {texts.workspaces.joined(formatShortDate(joined_at))}
          </span>
        </span>
      </button>
      {mayChange ? (
        <SelectField
          label={texts.workspaces.roleOf(user.display_name)}
          isLabelHidden
          value={role}
          options={roles.map((value) => ({ value, label: texts.workspaces.roles[value] }))}
          onChange={(event) => onRole(event.target.value as WorkspaceRole)}
        />
      ) : (
        <span className="text-muted">{texts.workspaces.roles[role]}</span>
      )}
      {mayRemove && (
        <Button
          look="icon"
          aria-label={texts.workspaces.removeMember(user.display_name)}
          title={texts.workspaces.removeMember(user.display_name)}
          onClick={onRemove}
        >
          <CloseIcon />
        </Button>
      )}
    </li>
  );
}
