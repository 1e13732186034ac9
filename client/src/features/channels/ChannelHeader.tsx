import type { ReactNode } from 'react';
import type { Channel, Id, Notify } from '@/api/types';
import { ChevronIcon, PeopleIcon } from '@/ui/icons';
import { Menu, type MenuItem } from '@/ui/Menu';
import { openPerson } from '@/ui/personCard';
import { texts } from '@/texts';
import { ChannelIcon } from './ChannelList';
import { readChannel, setNotify } from './channelsStore';
import { isDm } from './selection';

interface Props {
  channel: Channel;
  userId: Id;
  /** The place for the button that shows the sidebar on a phone. */
  before?: ReactNode;
  /** More buttons, at the end. */
  children?: ReactNode;
  onSettings: () => void;
  onMembers: () => void;
  onLeave: () => void;
}

export function ChannelHeader({ channel, userId, before, children, onSettings, onMembers, onLeave }: Props) {
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line px-2 sm:px-4">
      {before}
      <h1 className="flex min-w-0 items-center text-base font-semibold">
        <Menu
          className="flex min-h-9 min-w-0 items-center gap-1.5 rounded-md px-2 hover:bg-hover"
          title={channel.name}
          items={itemsFor(channel, userId, { onSettings, onMembers, onLeave })}
        >
          {channel.type !== 'direct' && <ChannelIcon type={channel.type} />}
          <span className="truncate" dir="auto">
            {channel.name}
          </span>
          <ChevronIcon />
        </Menu>
      </h1>
      <p className="hidden min-w-0 flex-1 truncate text-sm text-muted sm:block" title={channel.topic ?? undefined} dir="auto">
        {channel.topic}
      </p>
      <div className="ml-auto flex shrink-0 items-center gap-1">
        {children}
        {channel.type !== 'direct' && (
          <button
            type="button"
            className="flex min-h-8 items-center gap-1.5 rounded-md px-2 text-sm text-muted hover:bg-hover hover:text-ink"
            onClick={onMembers}
          >
            <PeopleIcon />
            <span className="max-sm:sr-only">{texts.channels.showMembers(channel.member_count)}</span>
            <span className="sm:hidden" aria-hidden="true">
              {channel.member_count}
            </span>
          </button>
        )}
      </div>
    </header>
  );
}

type Actions = Pick<Props, 'onSettings' | 'onMembers' | 'onLeave'>;

function itemsFor(channel: Channel, userId: Id, { onSettings, onMembers, onLeave }: Actions): MenuItem[] {
  const others = (channel.users ?? []).filter(({ id }) => id !== userId);
  const people = isDm(channel)
    ? others.map(({ id, display_name }) => ({ label: texts.people.profile(display_name), onSelect: () => openPerson(id) }))
    : [
        { label: texts.channels.settings, onSelect: onSettings },
        { label: texts.channels.showMembers(channel.member_count), onSelect: onMembers },
      ];
  if (channel.membership === null) return people;

  const { notify } = channel.membership;
  const choice = (label: string, value: Notify, isApart = false): MenuItem => ({
    label,
    isChecked: notify === value,
    isApart,
    onSelect: () => void setNotify(channel.id, value),
  });
  return [
    ...people,
    { label: texts.channels.markRead, onSelect: () => void readChannel(channel.id) },
    choice(texts.channels.notifyAll, 'all', true),
    choice(texts.channels.notifyMentions, 'mentions'),
    choice(texts.channels.notifyNone, 'none'),
    choice(texts.channels.notifyMuted, 'muted'),
    ...(isDm(channel) ? [] : [{ label: texts.channels.leave, onSelect: onLeave, isDanger: true, isApart: true }]),
  ];
}
