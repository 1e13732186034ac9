import { formatDay } from './dates';

export function DaySeparator({ date }: { date: string }) {
  return (
    <div className="sticky top-0 z-10 flex items-center justify-center py-2">
      <span aria-hidden="true" className="absolute inset-x-3 top-1/2 -z-10 h-px bg-line sm:inset-x-5" />
      <h2 className="rounded-full border border-line bg-surface px-3 py-0.5 text-xs font-medium text-muted">{formatDay(date, new Date())}</h2>
    </div>
  );
}
