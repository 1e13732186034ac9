import { useEffect, useMemo, useRef } from 'react';
import { NavLink, useLocation, useNavigate } from 'react-router';
import type { Id, User, Workspace } from '@/api/types';
import { ChannelList } from '@/features/channels/ChannelList';
import { useChannels } from '@/features/channels/channelsStore';
import { draftChannels, useDrafts } from '@/features/messages/draftsStore';
import { selectUnreadCount, useNotes } from '@/features/notifications/notesStore';
import { PersonDot } from '@/features/people/PersonDot';
import { WorkspaceMenu } from '@/features/workspaces/WorkspaceMenu';
import { WorkspaceRail } from '@/features/workspaces/WorkspaceRail';
import { Badge } from '@/ui/Badge';
import { Button } from '@/ui/Button';
import { BellIcon, CloseIcon, HashIcon, SearchIcon, UnreadIcon } from '@/ui/icons';
import { texts } from '@/texts';
import { attentionIn } from './attention';
import { openDialog } from './dialogs';
import { closeSidebar, useSidebar } from './sidebarState';
import { UserMenu } from './UserMenu';

const drawer = 'max-sm:fixed max-sm:inset-y-0 max-sm:left-0 max-sm:z-30 max-sm:w-[min(22rem,92vw)] max-sm:shadow-xl';

export function Sidebar({ workspace, user }: { workspace: Workspace; user: User }) {
  const begun = useDrafts((state) => state.drafts);
  const drafts = useMemo(() => draftChannels(begun), [begun]);
  const isOpen = useSidebar((state) => state.isOpen);
  const channels = useChannels((state) => state.channels);
  const { pathname } = useLocation();
  const navigate = useNavigate();
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
        tabIndex={-1}
        data-region
        className={`flex shrink-0 bg-side outline-none ${drawer} ${isOpen ? '' : 'max-sm:hidden'}`}
        onKeyDown={(event) => {
          if (event.key === 'Escape') closeSidebar();
        }}
      >
        <WorkspaceRail currentId={workspace.id} attention={(id) => attentionIn(channels, id)} />
        <div className="flex w-64 min-w-0 flex-col border-r border-line max-sm:flex-1">
          <div className="flex h-14 shrink-0 items-center gap-1 border-b border-line px-2">
            <WorkspaceMenu
              workspace={workspace}
              onOpen={(address) => void navigate(address)}
              onInvite={() => openDialog({ kind: 'invite' })}
              onLeave={() => openDialog({ kind: 'leave-workspace' })}
            />
            <Button ref={closeButton} look="icon" className="sm:hidden" aria-label={texts.app.closeSidebar} onClick={closeSidebar}>
              <CloseIcon />
            </Button>
          </div>
          <div className="flex shrink-0 flex-col gap-0.5 p-2 pb-0">
            <button
              type="button"
              className="mb-1 flex min-h-9 items-center gap-2 rounded-md border border-line-strong bg-surface px-2 text-muted hover:text-ink"
              onClick={() => openDialog({ kind: 'switcher' })}
            >
              <SearchIcon />
              <span className="flex-1 text-left">{texts.app.jump}</span>
              <kbd aria-hidden="true" className="text-xs max-sm:hidden">
                {isMac() ? '⌘K' : 'Ctrl K'}
              </kbd>
            </button>
            <Places workspaceId={workspace.id} />
          </div>
          <nav aria-label={texts.channels.heading} className="min-h-0 flex-1 overflow-y-auto p-2 pt-3">
            <ChannelList
              workspaceId={workspace.id}
              userId={user.id}
              drafts={drafts}
              PersonDot={PersonDot}
              onCreate={() => openDialog({ kind: 'create-channel' })}
              onNewDm={() => openDialog({ kind: 'new-dm' })}
            />
          </nav>
          <div className="flex shrink-0 items-center gap-2 border-t border-line p-2">
            <UserMenu user={user} />
          </div>
        </div>
      </aside>
    </>
  );
}

const place = 'flex min-h-8 items-center gap-2 rounded-md px-2 py-1 hover:bg-hover aria-[current=page]:bg-selected';

/** What gathers things from all channels. */
function Places({ workspaceId }: { workspaceId: Id }) {
  const waiting = useNotes(selectUnreadCount);
  const base = `/w/${workspaceId}`;
  return (
    <nav aria-label={texts.app.places} className="flex flex-col gap-0.5">
      <NavLink to={`${base}/activity`} className={place}>
        <BellIcon />
        <span className="flex-1">{texts.notifications.open}</span>
        {waiting > 0 && <Badge count={waiting} label={texts.notifications.unread(waiting)} />}
      </NavLink>
      <NavLink to={`${base}/unread`} className={place}>
        <UnreadIcon />
        {texts.app.unreads}
      </NavLink>
      <NavLink to={`${base}/search`} className={place}>
        <SearchIcon />
        {texts.app.search}
      </NavLink>
      <NavLink to={`${base}/browse`} className={place}>
        <HashIcon />
        {texts.app.browse}
      </NavLink>
    </nav>
  );
}

const isMac = (): boolean => navigator.userAgent.includes('Mac');
