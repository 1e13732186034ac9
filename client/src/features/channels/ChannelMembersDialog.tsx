import { useCallback, useState } from 'react';
import type { Channel, ChannelMember, ChannelRole, Id, User, WorkspaceRole } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { errorText } from '@/ui/errorText';
import { ChevronIcon } from '@/ui/icons';
import { Menu } from '@/ui/Menu';
import { Notice } from '@/ui/Notice';
import { PageEnd } from '@/ui/PageEnd';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { openPerson } from '@/ui/personCard';
import { TextField } from '@/ui/TextField';
import { usePages } from '@/ui/usePages';
import { useSubmit } from '@/ui/useSubmit';
import { texts } from '@/texts';
import { addChannelMember, channelMembers, removeChannelMember, setChannelRole } from './channelsStore';
import { isChannelModerator } from './selection';

const atOnce = 20;

interface Props {
  channel: Channel;
  role: WorkspaceRole;
  ownId: Id;
  /** Among everybody in the workspace. */
  findPeople: (query: string) => Promise<User[]>;
  onClose: () => void;
}

export function ChannelMembersDialog({ channel, role, ownId, findPeople, onClose }: Props) {
  const [query, setQuery] = useState('');
  const [isAdding, setAdding] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const load = useCallback((page: number) => channelMembers(channel.id, query, page), [channel.id, query]);
  const { items, change, ...end } = usePages(load);
  const mayManage = isChannelModerator(channel, role) && !channel.archived;

  const act = async (work: Promise<unknown>, step: (members: ChannelMember[]) => ChannelMember[]) => {
    try {
      await work;
      change(step);
    } catch (error) {
      setFailure(errorText(error));
    }
  };
  const remove = (userId: Id) => void act(removeChannelMember(channel.id, userId), (members) => members.filter(({ user }) => user.id !== userId));
  const makeRole = (userId: Id, to: ChannelRole) =>
    void act(setChannelRole(channel.id, userId, to), (members) => members.map((member) => (member.user.id === userId ? { ...member, role: to } : member)));

  if (isAdding) return <AddPeople channel={channel} findPeople={findPeople} onClose={onClose} />;
  return (
    <Dialog title={texts.channels.membersTitle(channel.name)} onClose={onClose}>
      {failure !== null && <Notice tone="error">{failure}</Notice>}
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField label={texts.channels.findMember} type="search" value={query} onChange={(event) => setQuery(event.target.value)} />
        </div>
        {channel.membership !== null && !channel.archived && <Button onClick={() => setAdding(true)}>{texts.channels.addPeople}</Button>}
      </div>
      <ul aria-label={texts.channels.membersTitle(channel.name)} className="flex flex-col gap-0.5">
        {(items ?? []).map(({ user, role: memberRole }) => (
          <li key={user.id} className="flex min-h-11 items-center gap-2">
            <button
              type="button"
              className="flex min-h-10 min-w-0 flex-1 items-center gap-2 rounded-md px-1 text-left hover:bg-hover"
              onClick={() => {
                onClose();
                openPerson(user.id);
              }}
            >
              <Avatar id={user.id} name={user.display_name} url={user.avatar_url} size="size-8" />
              <span className="min-w-0 truncate">{user.display_name}</span>
              {user.id === ownId && <span className="text-sm text-muted">({texts.people.you})</span>}
              {memberRole === 'moderator' && <span className="shrink-0 text-sm text-muted">{texts.channels.moderator}</span>}
            </button>
            {mayManage && user.id !== ownId && (
              <Menu
                className="flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover"
                aria-label={texts.channels.actionsFor(user.display_name)}
                items={[
                  memberRole === 'moderator'
                    ? { label: texts.channels.makeMember, onSelect: () => makeRole(user.id, 'member') }
                    : { label: texts.channels.makeModerator, onSelect: () => makeRole(user.id, 'moderator') },
                  { label: texts.channels.removeMember(user.display_name), onSelect: () => remove(user.id), isDanger: true },
                ]}
              >
                <ChevronIcon />
              </Menu>
            )}
          </li>
        ))}
      </ul>
      <PageEnd items={items} empty={texts.people.nobody} {...end} />
    </Dialog>
  );
}

function AddPeople({ channel, findPeople, onClose }: Pick<Props, 'channel' | 'findPeople' | 'onClose'>) {
  const [chosen, setChosen] = useState<User[]>([]);
  const { onSubmit, isBusy, error } = useSubmit(async () => {
    for (const { id } of chosen) await addChannelMember(channel.id, id);
    onClose();
  });
  return (
    <Dialog title={texts.channels.addPeople} onClose={onClose}>
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        {error !== null && <Notice tone="error">{errorText(error)}</Notice>}
        <PeoplePicker search={findPeople} chosen={chosen} onChange={setChosen} max={atOnce} />
        <Button type="submit" className="self-end" isBusy={isBusy} disabled={chosen.length === 0}>
          {texts.channels.add}
        </Button>
      </form>
    </Dialog>
  );
}
