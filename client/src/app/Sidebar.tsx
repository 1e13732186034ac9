import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import type { User, Workspace } from '@/api/types';
import { ChannelList } from '@/features/channels/ChannelList';
import { WorkspaceMenu } from '@/features/workspaces/WorkspaceMenu';
import { Avatar } from '@/ui/Avatar';
import { Button } from '@/ui/Button';
import { CloseIcon, SignOutIcon } from '@/ui/icons';
import { texts } from '@/texts';
import { leave } from './leave';
import { closeSidebar, useSidebar } from './sidebarState';

const drawer = 'max-sm:fixed max-sm:inset-y-0 max-sm:left-0 max-sm:z-30 max-sm:w-[min(20rem,85vw)] max-sm:shadow-xl';

export function Sidebar({ workspace, user }: { workspace: Workspace; user: User }) {
  const isOpen = useSidebar((state) => state.isOpen);
  const { pathname } = useLocation();
  const closeButton = useRef<HTMLButtonElement>(null);

  // Whoever chose a channel wants to see it.
  useEffect(closeSidebar, [pathname]);

  useEffect(() => {
    if (isOpen) closeButton.current?.focus();
  }, [isOpen]);

  return (
    <>
      {isOpen && <div className="fixed inset-0 z-20 bg-scrim sm:hidden" onClick={closeSidebar} />}
      <aside
        aria-label={texts.app.sidebar}
        className={`flex w-64 shrink-0 flex-col border-r border-line bg-side ${drawer} ${isOpen ? '' : 'max-sm:hidden'}`}
        onKeyDown={(event) => {
          if (event.key === 'Escape') closeSidebar();
        }}
      >
        <div className="flex h-14 shrink-0 items-center gap-1 border-b border-line px-2">
          <WorkspaceMenu current={workspace} />
          <Button ref={closeButton} look="icon" className="sm:hidden" aria-label={texts.app.closeSidebar} onClick={closeSidebar}>
            <CloseIcon />
          </Button>
        </div>
        <nav aria-label={texts.channels.heading} className="min-h-0 flex-1 overflow-y-auto p-2">
          <ChannelList workspaceId={workspace.id} />
        </nav>
        <div className="flex shrink-0 items-center gap-2 border-t border-line p-2 pl-3">
          <Avatar id={user.id} name={user.display_name} size="size-7" />
          <span className="min-w-0 flex-1 truncate" title={texts.session.signedInAs(user.display_name)}>
            {user.display_name}
          </span>
          <Button look="icon" aria-label={texts.session.signOut} title={texts.session.signOut} onClick={() => leave()}>
            <SignOutIcon />
          </Button>
        </div>
      </aside>
    </>
  );
}
