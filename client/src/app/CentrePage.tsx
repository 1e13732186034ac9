import type { ReactNode } from 'react';
import { SidebarButton } from './SidebarButton';

interface Props {
  title: string;
  /** Beside the title: what can be done with all of it. */
  actions?: ReactNode;
  children: ReactNode;
}

/** What stands in the centre in place of a channel: a heading, and a column that scrolls. */
export function CentrePage({ title, actions, children }: Props) {
  return (
    <>
      <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line px-2 sm:px-5">
        <SidebarButton />
        <h1 className="min-w-0 flex-1 truncate text-base font-semibold">{title}</h1>
        {actions}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex min-h-full w-full max-w-4xl flex-col gap-4 p-4 sm:p-6">{children}</div>
      </div>
    </>
  );
}
