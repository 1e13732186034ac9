import { useState } from 'react';
import { Notice } from '@/ui/Notice';
import { prefer, usePreferences } from '@/ui/preferences';
import { Switch } from '@/ui/Switch';
import { texts } from '@/texts';

export function NotificationsForm() {
  const isOn = usePreferences((state) => state.desktopNotes);
  const [permission, setPermission] = useState(() => (typeof Notification === 'undefined' ? 'unsupported' : Notification.permission));

  const change = async (wanted: boolean) => {
    if (!wanted) { prefer({ desktopNotes: false }); return; }
    const answer = await Notification.requestPermission();
    setPermission(answer);
    prefer({ desktopNotes: answer === 'granted' });
  };

  if (permission === 'unsupported') return <Notice tone="info">{texts.notifications.unsupported}</Notice>;
  return (
    <div className="flex flex-col gap-4">
      {permission === 'denied' && <Notice tone="info">{texts.notifications.denied}</Notice>}
      <Switch
        label={texts.account.desktopNotes}
        hint={texts.account.desktopNotesHint}
        isOn={isOn && permission === 'granted'}
        onChange={(wanted) => void change(wanted)}
      />
    </div>
  );
}
