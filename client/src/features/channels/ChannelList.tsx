import { type ComponentType, type ReactNode, useMemo } from 'react';
import { NavLink, useParams } from 'react-router';
import type { Channel, Id } from '@/api/types';
import { Badge } from '@/ui/Badge';
import { Button } from '@/ui/Button';
import { AtIcon, HashIcon, LockIcon, PencilIcon, PeopleIcon, PlusIcon } from '@/ui/icons';
import { texts } from '@/texts';
import { useChannels } from './channelsStore';
import { badgeOf, inWorkspace, isDm, isUnread } from './selection';

interface Props {
  workspaceId: Id;
  userId: Id;
  /** The channels in which something was begun and not sent. */
  drafts: ReadonlySet<Id>;
  PersonDot: ComponentType<{ userId: Id }>;
  onCreate: () => void;
  onNewDm: () => void;
}

/** The channels that one is in, then the conversations; one that is only looked at stands there for as long as it is open. */
export function ChannelList({ workspaceId, userId, drafts, PersonDot, onCreate, onNewDm }: Props) {
  const channels = useChannels((state) => state.channels);
  const { channelId } = useParams();
  const { joined, dms } = useMemo(() => inWorkspace(channels, workspaceId), [channels, workspaceId]);
  const open = channels[channelId ?? ''];
  const visiting = open?.workspace_id === workspaceId && !joined.includes(open) && !isDm(open) ? [open] : [];

  return (
    <div className="flex flex-col gap-5">
      <Section title={texts.channels.heading} action={texts.channels.create} icon={<PlusIcon />} onAction={onCreate}>
        <List label={texts.channels.joined} channels={[...joined, ...visiting]} drafts={drafts} />
      </Section>
      <Section title={texts.channels.dms} action={texts.channels.newDm} icon={<PencilIcon />} onAction={onNewDm}>
        {dms.length === 0 ? (
          <button type="button" className="min-h-8 rounded-md px-2 text-left text-muted hover:bg-hover hover:text-ink" onClick={onNewDm}>
            {texts.channels.noDms}
          </button>
        ) : (
          <List label={texts.channels.dms} channels={dms} drafts={drafts} PersonDot={PersonDot} userId={userId} />
        )}
      </Section>
    </div>
  );
}

interface SectionProps {
  title: string;
  action: string;
  icon: ReactNode;
  onAction: () => void;
  children: ReactNode;
}

function Section({ title, action, icon, onAction, children }: SectionProps) {
  return (
    <section className="flex flex-col gap-0.5">
      <div className="flex items-center justify-between pl-2">
        <h2 className="text-sm font-medium text-muted">{title}</h2>
        <Button look="icon" aria-label={action} title={action} onClick={onAction}>
          {icon}
        </Button>
      </div>
      {children}
    </section>
  );
}

interface ListProps {
  label: string;
  channels: Channel[];
  drafts: ReadonlySet<Id>;
  userId?: Id;
  PersonDot?: ComponentType<{ userId: Id }>;
}

function List({ label, channels, drafts, userId = '', PersonDot }: ListProps) {
  return (
    <ul aria-label={label} className="flex flex-col gap-0.5">
      {channels.map((channel) => (
        <li key={channel.id}>
          <ChannelLink channel={channel} hasDraft={drafts.has(channel.id)}>
            {PersonDot && channel.type === 'direct' ? <PersonDot userId={otherIn(channel, userId)} /> : <ChannelIcon type={channel.type} />}
          </ChannelLink>
        </li>
      ))}
    </ul>
  );
}

const otherIn = ({ users = [] }: Channel, userId: Id): Id => users.find(({ id }) => id !== userId)?.id ?? userId;

export function ChannelIcon({ type }: { type: Channel['type'] }) {
  if (type === 'group_dm') return <PeopleIcon />;
  if (type === 'direct') return <AtIcon />;
  return type === 'private' ? <LockIcon /> : <HashIcon />;
}

function ChannelLink({ channel, hasDraft, children }: { channel: Channel; hasDraft: boolean; children: ReactNode }) {
  const isMuted = channel.membership?.notify === 'muted';
  const badge = badgeOf(channel);
  return (
    <NavLink
      to={`/w/${channel.workspace_id}/c/${channel.id}`}
      title={channel.name}
      className={`flex min-h-8 items-center gap-2 rounded-md px-2 py-1 hover:bg-hover aria-[current=page]:bg-selected aria-[current=page]:text-ink ${tone(channel, isMuted)}`}
    >
      <span className="flex w-[1.125rem] shrink-0 justify-center">{children}</span>
      <span className="min-w-0 flex-1 truncate" dir="auto">
        {channel.name}
      </span>
      {channel.type === 'private' && <span className="sr-only">{texts.channels.privateMark}</span>}
      {isMuted && <span className="sr-only">{texts.channels.muted}</span>}
      {hasDraft && (
        <span className="text-muted">
          <PencilIcon />
          <span className="sr-only">{texts.channels.draft}</span>
        </span>
      )}
      {isUnread(channel) && channel.unread_count > 0 && !isDm(channel) && <span className="sr-only">{texts.channels.unread(channel.unread_count)}</span>}
      {badge > 0 && <Badge count={badge} label={isDm(channel) ? texts.channels.unread(badge) : texts.app.mentions(badge)} />}
    </NavLink>
  );
}

function tone(channel: Channel, isMuted: boolean): string {
  if (isUnread(channel)) return 'font-bold text-ink';
  return isMuted || channel.membership === null ? 'text-muted' : 'text-ink';
}
