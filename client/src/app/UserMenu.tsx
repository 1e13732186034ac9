import { useNavigate } from 'react-router';
import type { Presence, User } from '@/api/types';
import { choosePresence } from '@/features/people/ownPresence';
import { usePresence } from '@/features/people/presenceStore';
import { Avatar } from '@/ui/Avatar';
import { Menu } from '@/ui/Menu';
import { openPerson } from '@/ui/personCard';
import { PresenceDot } from '@/ui/PresenceDot';
import { texts } from '@/texts';
import { openDialog } from './dialogs';
import { leave } from './leave';

export function UserMenu({ user }: { user: User }) {
  const navigate = useNavigate();
  const status = usePresence(user.id);
  const presence = (label: string, choice: Presence) => ({
    label,
    isChecked: status === choice,
    icon: <PresenceDot status={choice} />,
    // Offline, the hub refuses; the dot stays as it was, and says so.
    onSelect: () => void choosePresence(choice).catch(() => undefined),
  });

  return (
    <Menu
      aria-label={texts.app.you(user.display_name)}
      title={texts.session.signedInAs(user.display_name)}
      className="flex min-w-0 flex-1 items-center gap-2 rounded-md p-1.5 text-left hover:bg-hover"
      items={[
        presence(texts.people.setOnline, 'online'),
        presence(texts.people.setAway, 'away'),
        presence(texts.people.setDnd, 'dnd'),
        presence(texts.people.setOffline, 'offline'),
        { label: texts.people.profile(user.display_name), onSelect: () => openPerson(user.id), isApart: true },
        { label: texts.app.settings, onSelect: () => void navigate('/account') },
        { label: texts.app.keys, onSelect: () => openDialog({ kind: 'keys' }) },
        { label: texts.session.signOut, onSelect: leave, isApart: true },
      ]}
    >
      <Avatar id={user.id} name={user.display_name} url={user.avatar_url} size="size-8" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{user.display_name}</span>
        {user.status_message !== null && <span className="block truncate text-sm text-muted">{user.status_message}</span>}
      </span>
      <PresenceDot status={status} />
    </Menu>
  );
}
