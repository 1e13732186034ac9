import { useId } from 'react';
import { Link } from 'react-router';
import type { Workspace } from '@/api/types';
import { ChevronIcon, PlusIcon } from '@/ui/icons';
import { texts } from '@/texts';
import { useWorkspaces } from './workspacesStore';

const item = 'flex items-center gap-2 rounded-md px-3 py-2 hover:bg-hover aria-[current]:bg-selected aria-[current]:font-medium';

/** The workspace's name; behind it the other workspaces. A popover closes by itself: on Esc, outside, and when its button goes. */
export function WorkspaceMenu({ current }: { current: Workspace }) {
  const workspaces = useWorkspaces((state) => state.workspaces) ?? [];
  const id = useId();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className="flex min-w-0 flex-1 items-center gap-1 rounded-md px-2 py-1 text-left text-base font-semibold hover:bg-hover"
      >
        <span className="truncate">{current.name}</span>
        <ChevronIcon />
      </button>
      <div
        id={id}
        popover="auto"
        role="navigation"
        aria-label={texts.workspaces.menu}
        className="fixed top-13 left-2 m-0 max-h-[70dvh] w-60 overflow-y-auto rounded-lg border border-line bg-surface p-1 text-ink shadow-lg"
      >
        {workspaces.map((workspace) => (
          <Link
            key={workspace.id}
            to={`/w/${workspace.id}`}
            className={item}
            aria-label={texts.workspaces.switchTo(workspace.name)}
            aria-current={workspace.id === current.id ? 'true' : undefined}
            onClick={close}
          >
            <span className="truncate">{workspace.name}</span>
          </Link>
        ))}
        <Link to="/create-workspace" className={item} onClick={close}>
          <PlusIcon />
          {texts.workspaces.create}
        </Link>
      </div>
    </>
  );
}

function close(event: { currentTarget: HTMLElement }): void {
  event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
}
