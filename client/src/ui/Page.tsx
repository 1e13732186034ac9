import type { ReactNode } from 'react';

/** A whole page for what stands alone: a form, a wait, a dead end. */
export function Page({ children }: { children: ReactNode }) {
  return <main className="flex h-full flex-col overflow-y-auto bg-side p-4">{children}</main>;
}
