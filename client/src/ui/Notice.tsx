import type { ReactNode } from 'react';

const looks = {
  error: { role: 'alert', colours: 'bg-danger-surface text-danger' },
  info: { role: 'status', colours: 'bg-notice text-on-notice' },
};

export function Notice({ tone, children }: { tone: keyof typeof looks; children: ReactNode }) {
  const { role, colours } = looks[tone];
  return (
    <div role={role} className={`rounded-md px-3 py-2 ${colours}`}>
      {children}
    </div>
  );
}
