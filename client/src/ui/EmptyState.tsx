import type { ReactNode } from 'react';

interface Props {
  title: string;
  text?: string;
  /** Of the heading: 2 where the page has one already. */
  level?: 1 | 2;
  children?: ReactNode;
}

export function EmptyState({ title, text, level = 1, children }: Props) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className="m-auto flex w-full max-w-md flex-col gap-4 p-6">
      <div className="flex flex-col gap-1 text-center">
        <Heading className="text-xl font-semibold">{title}</Heading>
        {text !== undefined && <p className="text-muted">{text}</p>}
      </div>
      {children}
    </div>
  );
}
