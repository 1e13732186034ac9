import { formatDay } from './dates';

/** The line stays where the day begins, the name of the day stays in view. */
export function DayHeading({ date }: { date: string }) {
  return (
    <>
      <div aria-hidden="true" className="mx-3 mt-6 h-px bg-line sm:mx-5" />
      <div className="pointer-events-none sticky top-2 z-10 -mt-3.5 mb-1 flex justify-center">
        <h2 className="rounded-full border border-line bg-surface px-3 py-0.5 text-xs font-medium text-muted">{formatDay(date, new Date())}</h2>
      </div>
    </>
  );
}
