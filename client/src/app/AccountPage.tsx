import { Navigate, useParams } from 'react-router';
import type { User } from '@/api/types';
import { NotificationsForm } from '@/features/account/NotificationsForm';
import { PreferencesForm } from '@/features/account/PreferencesForm';
import { ProfileForm } from '@/features/account/ProfileForm';
import { SecurityForm } from '@/features/account/SecurityForm';
import { YourData } from '@/features/account/YourData';
import { sessionEnded, useSession, userChanged } from '@/features/session/sessionStore';
import { ButtonLink } from '@/ui/TextLink';
import { useTitle } from '@/ui/useTitle';
import { texts } from '@/texts';
import { SettingsFrame } from './SettingsFrame';

const sections = [
  { to: '/account', label: texts.account.profile },
  { to: '/account/preferences', label: texts.account.preferences },
  { to: '/account/notifications', label: texts.account.notifications },
  { to: '/account/security', label: texts.account.security },
  { to: '/account/data', label: texts.account.dataSection },
];

export function Component() {
  const { section } = useParams();
  const user = useSession((state) => state.user);
  useTitle(texts.account.title);
  if (user === null) return null;

  const content = contentOf(section, user);
  if (content === null) return <Navigate to="/account" replace />;
  return (
    <main className="h-full overflow-y-auto bg-surface">
      <div className="mx-auto flex max-w-4xl flex-col gap-6 p-4 sm:p-8">
        <header className="flex flex-wrap items-center justify-between gap-3">
          <h1 className="text-xl font-semibold">{texts.account.title}</h1>
          <ButtonLink to="/">{texts.app.back}</ButtonLink>
        </header>
        <SettingsFrame label={texts.account.sections} sections={sections}>
          {content}
        </SettingsFrame>
      </div>
    </main>
  );
}

function contentOf(section: string | undefined, user: User) {
  switch (section) {
    case undefined:
      return <ProfileForm user={user} onChanged={userChanged} />;
    case 'preferences':
      return <PreferencesForm />;
    case 'notifications':
      return <NotificationsForm />;
    case 'security':
      return <SecurityForm />;
    case 'data':
      return <YourData user={user} onErased={sessionEnded} />;
    default:
      return null;
  }
}
