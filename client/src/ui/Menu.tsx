import { type ComponentProps, lazy, type ReactNode, Suspense, useState } from 'react';

export interface MenuItem {
  label: string;
  onSelect: () => void;
  /** Of several, the one that holds. */
  isChecked?: boolean;
  isDanger?: boolean;
  icon?: ReactNode;
  /** A line above it. */
  isApart?: boolean;
}

interface Props extends Omit<ComponentProps<'button'>, 'type' | 'onClick'> {
  items: MenuItem[];
  children: ReactNode;
}

const OpenMenu = lazy(() => import('./OpenMenu'));

/** A button and its menu. What makes the menu comes with the first click: most are never opened. */
export function Menu({ items, ...button }: Props) {
  const [isWanted, setWanted] = useState(false);
  const closed = <button type="button" aria-haspopup="menu" aria-expanded={false} onClick={() => setWanted(true)} {...button} />;
  return isWanted ? (
    <Suspense fallback={closed}>
      <OpenMenu items={items} button={button} />
    </Suspense>
  ) : (
    closed
  );
}
