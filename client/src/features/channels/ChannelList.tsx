import { useMemo, useState } from 'react';
import { NavLink } from 'react-router';
import type { Channel, Id } from '@/api/types';
import { Button } from '@/ui/Button';
import { HashIcon, LockIcon, PlusIcon } from '@/ui/icons';
import { texts } from '@/texts';
import { useChannels } from './channelsStore';
import { CreateChannelDialog } from './CreateChannelDialog';
import { inWorkspace } from './selection';

/** The channels one is in, and below them those that one could join. */
export function ChannelList({ workspaceId }: { workspaceId: Id }) {
  const channels = useChannels((state) => state.channels);
  const [isCreating, setCreating] = useState(false);
  const { joined, joinable } = useMemo(() => inWorkspace(channels, workspaceId), [channels, workspaceId]);

  return (
    <div className="flex flex-col gap-5">
      <section className="flex flex-col gap-0.5">
        <div className="flex items-center justify-between pl-2">
          <h2 className="text-sm font-medium text-muted">{texts.channels.heading}</h2>
          <Button look="icon" aria-label={texts.channels.create} title={texts.channels.create} onClick={() => setCreating(true)}>
            <PlusIcon />
          </Button>
        </div>
        <Links label={texts.channels.joined} channels={joined} />
      </section>
      {joinable.length > 0 && (
        <section className="flex flex-col gap-1">
          <h2 className="px-2 text-sm font-medium text-muted">{texts.channels.joinable}</h2>
          <Links label={texts.channels.joinable} channels={joinable} />
        </section>
      )}
      {isCreating && <CreateChannelDialog workspaceId={workspaceId} onClose={() => setCreating(false)} />}
    </div>
  );
}

function Links({ label, channels }: { label: string; channels: Channel[] }) {
  return (
    <ul aria-label={label} className="flex flex-col gap-0.5">
      {channels.map((channel) => (
        <li key={channel.id}>
          <ChannelLink channel={channel} />
        </li>
      ))}
    </ul>
  );
}

function ChannelLink({ channel }: { channel: Channel }) {
  const isUnread = channel.membership !== null && channel.unread_count > 0;
  const tone = channel.membership !== null ? 'text-ink' : 'text-muted';
  return (
    <NavLink
      to={`/w/${channel.workspace_id}/c/${channel.id}`}
      title={channel.name}
      className={`flex items-center gap-2 rounded-md px-2 py-1 hover:bg-hover aria-[current=page]:bg-selected aria-[current=page]:text-ink ${tone} ${isUnread ? 'font-bold' : ''}`}
    >
      {channel.type === 'private' ? <LockIcon /> : <HashIcon />}
      <span className="truncate">{channel.name}</span>
      {channel.type === 'private' && <span className="sr-only">{texts.channels.privateMark}</span>}
      {isUnread && <span className="sr-only">{texts.channels.unread(channel.unread_count)}</span>}
    </NavLink>
  );
}
