/** Says what is waited for; the ring alone would be silence to a screen reader. */
export function Spinner({ label }: { label: string }) {
  return (
    <div role="status" className="m-auto flex items-center justify-center gap-3 p-6 text-muted">
      <span aria-hidden="true" className="size-5 animate-spin rounded-full border-2 border-line border-t-accent" />
      {label}
    </div>
  );
}
