import { useEffect, useRef } from 'react';
import { Button } from '@/ui/Button';
import { MenuIcon } from '@/ui/icons';
import { texts } from '@/texts';
import { openSidebar, useSidebar } from './sidebarState';

export function SidebarButton() {
  const isOpen = useSidebar((state) => state.isOpen);
  const ref = useRef<HTMLButtonElement>(null);

  // The drawer takes the focus while it is open, and gives it back here.
  useEffect(() => {
    const button = ref.current;
    if (isOpen) return () => button?.focus();
  }, [isOpen]);

  return (
    <Button ref={ref} look="icon" className="sm:hidden" aria-label={texts.app.openSidebar} aria-expanded={isOpen} onClick={openSidebar}>
      <MenuIcon />
    </Button>
  );
}
