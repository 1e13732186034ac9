import { useState } from 'react';
import { Link } from 'react-router';
import type { Channel, Id } from '@/api/types';
import { Button } from '@/ui/Button';
import { errorText } from '@/ui/errorText';
import { SelectField } from '@/ui/SelectField';
import { TextField } from '@/ui/TextField';
import { useSubmit } from '@/ui/useSubmit';
import { texts } from '@/texts';
import { ChannelIcon } from './ChannelList';
import { useChannels } from './channelsStore';
import { joinChannel } from './channelsStore';
import { isDm } from './selection';

const shown = {
  all: (channel: Channel) => !channel.archived,
  mine: (channel: Channel) => channel.membership !== null && !channel.archived,
  others: (channel: Channel) => channel.membership === null && !channel.archived,
  archived: (channel: Channel) => channel.archived,
};
type Shown = keyof typeof shown;

const choices: { value: Shown; label: string }[] = [
  { value: 'all', label: texts.channels.showAll },
  { value: 'mine', label: texts.channels.showMine },
  { value: 'others', label: texts.channels.showOthers },
  { value: 'archived', label: texts.channels.showArchived },
];

export function BrowseChannels({ workspaceId, userId }: { workspaceId: Id; userId: Id }) {
  const channels = useChannels((state) => state.channels);
  const [query, setQuery] = useState('');
  const [show, setShow] = useState<Shown>('all');
  const wanted = query.trim().toLocaleLowerCase();
  const found = Object.values(channels)
    .filter((channel) => channel.workspace_id === workspaceId && !isDm(channel) && shown[show](channel))
    .filter((channel) => channel.name.toLocaleLowerCase().includes(wanted))
    .sort((a, b) => a.name.localeCompare(b.name));

  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-48 flex-1">
          <TextField label={texts.channels.browseFind} type="search" autoFocus value={query} onChange={(event) => setQuery(event.target.value)} />
        </div>
        <SelectField label={texts.channels.browseShow} options={choices} value={show} onChange={(event) => setShow(event.target.value as Shown)} />
      </div>
      {found.length === 0 ? (
        <p role="status" className="p-6 text-center text-muted">
          {texts.channels.browseNone}
        </p>
      ) : (
        <ul aria-label={texts.channels.browseTitle} className="flex flex-col divide-y divide-line rounded-lg border border-line">
          {found.map((channel) => (
            <li key={channel.id}>
              <Entry channel={channel} userId={userId} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Entry({ channel, userId }: { channel: Channel; userId: Id }) {
  const { onSubmit, isBusy, error } = useSubmit(() => joinChannel(channel.id, userId));
  const facts = [
    channel.membership === null ? null : texts.channels.isJoined,
    texts.channels.members(channel.member_count),
    channel.archived ? texts.channels.archivedMark : null,
    channel.description ?? channel.topic,
  ].filter((fact) => fact !== null);

  return (
    <form onSubmit={onSubmit} className="flex items-center gap-3 px-4 py-3">
      <div className="min-w-0 flex-1">
        <Link
          to={`/w/${channel.workspace_id}/c/${channel.id}`}
          className="flex min-h-6 min-w-0 items-center gap-1.5 font-medium underline-offset-2 hover:underline"
        >
          <ChannelIcon type={channel.type} />
          <span className="truncate">{channel.name}</span>
        </Link>
        <p className="truncate text-sm text-muted" dir="auto">
          {facts.join(' · ')}
        </p>
        {error !== null && (
          <p role="alert" className="text-sm text-danger">
            {errorText(error)}
          </p>
        )}
      </div>
      {channel.membership === null && !channel.archived && (
        <Button look="secondary" type="submit" isBusy={isBusy} aria-label={texts.channels.join(channel.name)}>
          {texts.channels.joinShort}
        </Button>
      )}
    </form>
  );
}
