import { Link } from 'react-router';
import type { Id } from '@/api/types';
import { initials } from '@/ui/Avatar';
import { Badge } from '@/ui/Badge';
import { PlusIcon } from '@/ui/icons';
import { texts } from '@/texts';
import { useWorkspaces } from './workspacesStore';

const square = 'flex size-10 items-center justify-center rounded-lg font-semibold';

export interface Attention {
  isUnread: boolean;
  /** Mentions, and messages in direct conversations. */
  count: number;
}

interface Props {
  currentId: Id;
  attention: (workspaceId: Id) => Attention;
}

/** All the workspaces that one is in, and what waits in each. */
export function WorkspaceRail({ currentId, attention }: Props) {
  const workspaces = useWorkspaces((state) => state.workspaces) ?? [];
  return (
    <nav aria-label={texts.workspaces.menu} className="flex w-15 shrink-0 flex-col items-center gap-2 overflow-y-auto border-r border-line bg-rail py-2">
      <ul className="contents">
        {workspaces.map(({ id, name }) => (
          <li key={id}>
            <RailLink id={id} name={name} isCurrent={id === currentId} {...attention(id)} />
          </li>
        ))}
        <li>
          <Link
            to="/create-workspace"
            aria-label={texts.workspaces.create}
            title={texts.workspaces.create}
            className={`${square} text-muted hover:bg-hover hover:text-ink`}
          >
            <PlusIcon />
          </Link>
        </li>
      </ul>
    </nav>
  );
}

function RailLink({ id, name, isCurrent, isUnread, count }: Attention & { id: Id; name: string; isCurrent: boolean }) {
  return (
    <Link
      to={`/w/${id}`}
      title={name}
      aria-current={isCurrent ? 'true' : undefined}
      className={`${square} relative border-2 bg-surface text-ink hover:border-line-strong ${isCurrent ? 'border-accent' : 'border-transparent'}`}
    >
      <span aria-hidden="true">{initials(name)}</span>
      <span className="sr-only">{texts.workspaces.switchTo(name)}</span>
      <span className="absolute -top-1.5 -right-2 flex">
        {count > 0 ? (
          <Badge count={count} label={texts.app.mentions(count)} />
        ) : (
          isUnread && (
            <span className="mr-1 size-2.5 rounded-full bg-accent">
              <span className="sr-only">{texts.app.unreads}</span>
            </span>
          )
        )}
      </span>
    </Link>
  );
}
