import { type ComponentProps, lazy, type MouseEvent, type ReactNode, Suspense, useState } from 'react';

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
  const [place, setPlace] = useState<HTMLElement | null>(null);
  // Within the part of the page that the button is in: before a modal dialog nothing else can be reached.
  const open = (event: MouseEvent<HTMLElement>) => setPlace(event.currentTarget.closest<HTMLElement>('dialog, main, aside') ?? document.body);
  const closed = <button type="button" aria-haspopup="menu" aria-expanded={false} onClick={open} {...button} />;
  return place !== null ? (
    <Suspense fallback={closed}>
      <OpenMenu items={items} button={button} place={place} />
    </Suspense>
  ) : (
    closed
  );
}
