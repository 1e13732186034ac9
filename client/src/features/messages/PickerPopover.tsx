import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import EmojiPicker from './EmojiPicker';

interface Props {
  label: string;
  side: 'top' | 'bottom';
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onPick: (emoji: string) => void;
  /** The button that it belongs to. */
  children: ReactNode;
}

export default function PickerPopover({ label, side, isOpen, onOpenChange, onPick, children }: Props) {
  return (
    <Popover.Root open={isOpen} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>{children}</Popover.Trigger>
      <Popover.Portal container={document.querySelector('main')}>
        <Popover.Content
          aria-label={label}
          align="end"
          side={side}
          collisionPadding={8}
          sideOffset={6}
          className="z-40 rounded-lg border border-line bg-surface shadow-xl"
        >
          <EmojiPicker onPick={onPick} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
