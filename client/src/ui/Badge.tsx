/** A number that wants attention; more than 99 are many. The meaning is said beside it, for who does not see it. */
export function Badge({ count, label }: { count: number; label: string }) {
  return (
    <span className="min-w-5 shrink-0 rounded-full bg-badge px-1.5 text-center text-xs leading-5 font-semibold text-on-badge tabular-nums">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{label}</span>
    </span>
  );
}
