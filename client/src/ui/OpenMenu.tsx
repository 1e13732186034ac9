import { DropdownMenu } from 'radix-ui';
import { type ComponentProps, useRef } from 'react';
import type { MenuItem } from './Menu';

const look =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-3 py-1.5 outline-none select-none data-[highlighted]:bg-selected data-[highlighted]:text-ink';

interface Props {
  items: MenuItem[];
  button: ComponentProps<'button'>;
  place: HTMLElement;
}

/** Not modal: that would put a style element into the page, which the content security policy refuses. */
export default function OpenMenu({ items, button, place }: Props) {
  const trigger = useRef<HTMLButtonElement>(null);
  const chosen = useRef<(() => void) | null>(null);

  // First the focus goes back to the button, then what was chosen begins: a dialog that it opens returns the focus to there.
  const finish = (event: Event) => {
    const act = chosen.current;
    if (act === null) return;
    chosen.current = null;
    event.preventDefault();
    trigger.current?.focus();
    act();
  };

  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger ref={trigger} type="button" {...button} />
      <DropdownMenu.Portal container={place}>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={finish}
          className="z-50 max-h-[80dvh] min-w-52 max-w-[min(22rem,calc(100vw-1rem))] overflow-y-auto rounded-lg border border-line bg-surface p-1 text-ink shadow-lg"
        >
          {items.map((item) => (
            <Item key={item.label} item={item} onSelect={() => (chosen.current = item.onSelect)} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Item({ item: { label, isChecked, isDanger = false, icon, isApart = false }, onSelect }: { item: MenuItem; onSelect: () => void }) {
  const className = `${look} ${isDanger ? 'text-danger' : ''}`;
  const inside = (
    <>
      {icon}
      <span className="truncate">{label}</span>
    </>
  );
  return (
    <>
      {isApart && <DropdownMenu.Separator className="my-1 h-px bg-line" />}
      {isChecked === undefined ? (
        <DropdownMenu.Item className={className} onSelect={onSelect}>
          {inside}
        </DropdownMenu.Item>
      ) : (
        <DropdownMenu.CheckboxItem className={className} checked={isChecked} onSelect={onSelect}>
          <span aria-hidden="true" className="w-4 shrink-0">
            {isChecked ? '✓' : ''}
          </span>
          {inside}
        </DropdownMenu.CheckboxItem>
      )}
    </>
  );
}
