import type { ReactNode } from 'react';

export function EmptyState({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <div className="m-auto flex w-full max-w-md flex-col gap-4 p-6">
      <div className="flex flex-col gap-1 text-center">
        <h1 className="text-xl font-semibold">{title}</h1>
        {text !== undefined && <p className="text-muted">{text}</p>}
      </div>
      {children}
    </div>
  );
}
