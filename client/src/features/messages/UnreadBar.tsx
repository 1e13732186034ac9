import { Button } from '@/ui/Button';
import { texts } from '@/texts';
import { formatShort } from './dates';

interface Props {
  count: number;
  /** When the first of them was written; null while it is not held. */
  since: string | null;
  onJump: () => void;
  onMarkRead: () => void;
}

export function UnreadBar({ count, since, onJump, onMarkRead }: Props) {
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 border-b border-line bg-selected px-3 py-1 text-sm sm:px-5">
      <span className="mr-auto">{since === null ? texts.messages.newCount(count) : texts.messages.newSince(count, formatShort(since, new Date()))}</span>
      <Button look="link" onClick={onJump}>
        {texts.messages.jumpToNew}
      </Button>
      <Button look="link" onClick={onMarkRead}>
        {texts.messages.markAllRead}
      </Button>
    </div>
  );
}
