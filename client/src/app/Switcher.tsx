import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Channel, User, Workspace } from '@/api/types';
import { ChannelIcon } from '@/features/channels/ChannelList';
import { openDm, useChannels } from '@/features/channels/channelsStore';
import { PersonDot } from '@/features/people/PersonDot';
import { findPeople } from '@/features/workspaces/members';
import { Badge } from '@/ui/Badge';
import { Dialog } from '@/ui/Dialog';
import { errorText } from '@/ui/errorText';
import { useFound } from '@/ui/useFound';
import { texts } from '@/texts';
import { fit } from './fuzzy';
import { bare, places } from './places';
import { recentChannels } from './recent';

interface Props {
  workspace: Workspace;
  user: User;
  onClose: () => void;
}

interface Entry {
  id: string;
  name: string;
  icon: ReactNode;
  badge: number;
  hint: string | null;
  /** How well it fits: the higher the better. */
  rank: number;
  go: () => Promise<void>;
}

export default function Switcher({ workspace, user, onClose }: Props) {
  const navigate = useNavigate();
  const channels = useChannels((state) => state.channels);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const search = useCallback(
    (text: string) => (bare(text) === '' ? Promise.resolve([]) : findPeople(workspace.id, bare(text))),
    [workspace.id],
  );
  const people = useFound(query, search);

  const entries = useMemo(() => {
    const open = (channelId: string) => Promise.resolve(navigate(`/w/${workspace.id}/c/${channelId}`));
    const toEntry = (channel: Channel, badge: number, rank: number): Entry => ({
      id: channel.id,
      name: channel.name,
      icon: <ChannelIcon type={channel.type} />,
      badge,
      hint: channel.membership === null ? texts.channels.showOthers : null,
      rank,
      go: () => open(channel.id),
    });
    const found = places(channels, workspace.id, query, recentChannels());
    const known = new Set(found.filter(({ channel }) => channel.type === 'direct').flatMap(({ channel }) => channel.users?.map(({ id }) => id) ?? []));
    const others = people.items
      .filter(({ id }) => id !== user.id && !known.has(id))
      .map(
        (person): Entry => ({
          id: person.id,
          name: person.display_name,
          icon: <PersonDot userId={person.id} />,
          badge: 0,
          hint: `@${person.username}`,
          rank: Math.max(fit(bare(query), person.display_name) ?? 0, fit(bare(query), person.username) ?? 0),
          go: async () => open((await openDm(workspace.id, [person.id])).id),
        }),
      );
    const entries = [...found.map(({ channel, badge, rank }) => toEntry(channel, badge, rank)), ...others];
    // A person whose name begins so comes before a channel in whose name the letters are scattered.
    return entries.sort((a, b) => b.rank - a.rank);
  }, [channels, navigate, people.items, query, user.id, workspace.id]);

  const current = entries[Math.min(active, entries.length - 1)];
  useEffect(() => {
    // Newer browsers answer with a promise, which would be taken for the effect's end.
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current?.id]);

  const choose = (entry: Entry | undefined) =>
    entry?.go().then(onClose, (error: unknown) => {
      setFailure(errorText(error));
    });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') setActive(Math.min(active + 1, entries.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
    else if (event.key === 'Enter') void choose(current);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog title={texts.keys.switcherLabel} width="wide" onClose={onClose}>
      <input
        role="combobox"
        aria-label={texts.keys.switcherLabel}
        aria-expanded="true"
        aria-controls="switcher-list"
        aria-autocomplete="list"
        aria-activedescendant={current && `switcher-${current.id}`}
        className="rounded-md border border-line-strong bg-surface px-3 py-2 placeholder:text-muted"
        placeholder={texts.keys.switcherHint}
        autoComplete="off"
        autoFocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul ref={list} id="switcher-list" role="listbox" aria-label={texts.keys.switcherResults} className="flex h-80 max-h-[50dvh] flex-col overflow-y-auto">
        {entries.map((entry) => (
          <li
            key={entry.id}
            id={`switcher-${entry.id}`}
            role="option"
            aria-selected={entry === current}
            className="flex min-h-9 shrink-0 cursor-pointer items-center gap-2 rounded-md px-2 hover:bg-hover aria-selected:bg-selected"
            onClick={() => void choose(entry)}
          >
            <span className="flex w-[1.125rem] shrink-0 justify-center">{entry.icon}</span>
            <span className="min-w-0 truncate" dir="auto">
              {entry.name}
            </span>
            {entry.hint !== null && <span className="min-w-0 truncate text-sm text-muted">{entry.hint}</span>}
            {entry.badge > 0 && (
              <span className="ml-auto flex">
                <Badge count={entry.badge} label={texts.app.mentions(entry.badge)} />
              </span>
            )}
          </li>
        ))}
      </ul>
      <p role="status" className={entries.length > 0 && failure === null ? 'sr-only' : 'text-sm text-muted'}>
        {failure ?? people.failure ?? (entries.length === 0 && !people.isLooking ? texts.keys.switcherNone : '')}
      </p>
    </Dialog>
  );
}
