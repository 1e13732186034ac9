import type { ReactNode } from 'react';
import { Page } from '@/ui/Page';
import { texts } from '@/texts';

/** The frame of the pages that one sees before signing in. */
export function AuthLayout({ title, children, footer }: { title: string; children: ReactNode; footer?: ReactNode }) {
  return (
    <Page>
      <div className="m-auto flex w-full max-w-sm flex-col gap-5">
        <div className="flex items-center justify-center gap-2.5">
          <img src="/favicon.svg" alt="" className="size-9" />
          <span className="text-xl font-semibold">{texts.app.name}</span>
        </div>
        <div className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-6">
          <h1 className="text-lg font-semibold">{title}</h1>
          {children}
        </div>
        {footer !== undefined && <p className="text-center text-muted">{footer}</p>}
      </div>
    </Page>
  );
}
