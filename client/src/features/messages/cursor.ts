/** Cursors are numbers on the wire, and only handed back. */
export function cursor(value: string | number | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
