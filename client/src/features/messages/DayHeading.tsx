import { texts } from '@/texts';
import { formatDay } from './dates';

const pill = 'rounded-full border border-line bg-surface px-3 py-0.5 text-xs font-medium text-muted';

/** Where a day begins. */
export function DayHeading({ date }: { date: string }) {
  return (
    <div className="flex items-center gap-3 px-3 pt-5 pb-1 sm:px-5">
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
      <h2 className={pill}>{formatDay(date, new Date())}</h2>
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
    </div>
  );
}

/** The day of what is read stays in view; to a screen reader the heading has said it. */
export function DayPill({ date }: { date: string }) {
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-x-0 top-2 z-10 flex justify-center">
      <span className={`${pill} shadow-sm`}>{formatDay(date, new Date())}</span>
    </div>
  );
}

/** Above the first that is unread. */
export function NewLine() {
  return (
    <div role="separator" aria-label={texts.messages.newFromHere} className="flex items-center gap-2 px-3 pt-2 text-danger sm:px-5">
      <span aria-hidden="true" className="h-px flex-1 bg-danger" />
      <span className="text-xs font-semibold">{texts.messages.new}</span>
    </div>
  );
}
