import { SidebarButton } from './SidebarButton';

/** Where there is no channel to head: on a phone the way to the sidebar has to be somewhere. */
export function BareHeader() {
  return (
    <header className="flex h-14 shrink-0 items-center border-b border-line px-3 sm:hidden">
      <SidebarButton />
    </header>
  );
}
