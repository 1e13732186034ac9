import type { Presence } from '@/api/types';
import { texts } from '@/texts';

const looks: Record<Presence, string> = {
  online: 'bg-online border-online',
  away: 'bg-surface border-away',
  dnd: 'bg-badge border-badge',
  offline: 'bg-surface border-line-strong',
};

/** Colour and shape, and the word for who sees neither. */
export function PresenceDot({ status }: { status: Presence }) {
  return (
    <span className={`inline-block size-2.5 shrink-0 rounded-full border-2 ${looks[status]}`}>
      <span className="sr-only">{texts.people.presence[status]}</span>
    </span>
  );
}
