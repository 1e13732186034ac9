import { Button } from '@/ui/Button';
import { MenuIcon } from '@/ui/icons';
import { texts } from '@/ui/texts';
import { openSidebar, useSidebar } from './sidebarState';

export function SidebarButton() {
  const isOpen = useSidebar((state) => state.isOpen);
  return (
    <Button look="icon" className="sm:hidden" aria-label={texts.app.openSidebar} aria-expanded={isOpen} onClick={openSidebar}>
      <MenuIcon />
    </Button>
  );
}
