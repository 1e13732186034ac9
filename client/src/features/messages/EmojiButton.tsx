import { lazy, Suspense, useState } from 'react';
import { Button } from '@/ui/Button';
import { SmileIcon } from '@/ui/messageIcons';
import { texts } from '@/texts';

const PickerPopover = lazy(() => import('./PickerPopover'));

/** The picker comes with the first click. */
export function EmojiButton({ onPick }: { onPick: (emoji: string) => void }) {
  const [isWanted, setWanted] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const button = (
    <Button
      look="icon"
      className="mb-0.5 max-sm:hidden"
      aria-label={texts.emoji.pick}
      title={texts.emoji.pick}
      onClick={() => {
        setWanted(true);
        if (!isWanted) setOpen(true);
      }}
    >
      <SmileIcon />
    </Button>
  );
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <PickerPopover
        label={texts.emoji.pick}
        side="top"
        isOpen={isOpen}
        onOpenChange={setOpen}
        onPick={(emoji) => {
          setOpen(false);
          onPick(emoji);
        }}
      >
        {button}
      </PickerPopover>
    </Suspense>
  );
}
