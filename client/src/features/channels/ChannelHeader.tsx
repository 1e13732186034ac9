import type { ReactNode } from 'react';
import type { Channel } from '@/api/types';
import { HashIcon, LockIcon } from '@/ui/icons';
import { texts } from '@/texts';

/** `before` is the place for the button that shows the sidebar on a phone; children are more buttons, at the end. */
export function ChannelHeader({ channel, before, children }: { channel: Channel; before?: ReactNode; children?: ReactNode }) {
  return (
    <header className="flex h-14 shrink-0 items-center gap-3 border-b border-line px-3 sm:px-5">
      {before}
      <h1 className="flex min-w-0 items-center gap-1.5 text-base font-semibold" title={channel.name}>
        {channel.type === 'private' ? <LockIcon /> : <HashIcon />}
        <span className="truncate">{channel.name}</span>
      </h1>
      <p className="hidden min-w-0 flex-1 truncate text-sm text-muted sm:block" title={channel.topic ?? undefined} dir="auto">
        {channel.topic}
      </p>
      <p className="ml-auto shrink-0 text-sm text-muted">{texts.channels.members(channel.member_count)}</p>
      {children}
    </header>
  );
}
