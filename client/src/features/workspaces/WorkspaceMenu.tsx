import type { Workspace } from '@/api/types';
import { Menu } from '@/ui/Menu';
import { ChevronIcon } from '@/ui/icons';
import { texts } from '@/texts';
import { isAdmin } from './roles';

interface Props {
  workspace: Workspace;
  onOpen: (address: string) => void;
  onInvite: () => void;
  onLeave: () => void;
}

/** The workspace's name; behind it, what one can do with it. */
export function WorkspaceMenu({ workspace, onOpen, onInvite, onLeave }: Props) {
  const base = `/w/${workspace.id}`;
  return (
    <Menu
      className="flex min-h-9 min-w-0 flex-1 items-center gap-1 rounded-md px-2 py-1 text-left text-base font-semibold hover:bg-hover"
      title={workspace.name}
      items={[
        ...(isAdmin(workspace.role) ? [{ label: texts.workspaces.invite, onSelect: onInvite }] : []),
        { label: texts.workspaces.members, onSelect: () => onOpen(`${base}/settings/members`) },
        { label: texts.workspaces.settings, onSelect: () => onOpen(`${base}/settings`) },
        { label: texts.app.browse, onSelect: () => onOpen(`${base}/browse`) },
        { label: texts.workspaces.create, onSelect: () => onOpen('/create-workspace'), isApart: true },
        ...(workspace.role === 'owner' ? [] : [{ label: texts.workspaces.leave, onSelect: onLeave, isDanger: true, isApart: true }]),
      ]}
    >
      <span className="truncate">{workspace.name}</span>
      <ChevronIcon />
    </Menu>
  );
}
