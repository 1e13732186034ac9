import { useState } from 'react';
import { Button } from '@/ui/Button';
import { Notice } from '@/ui/Notice';
import { prefer, usePreferences } from '@/ui/preferences';
import { texts } from '@/texts';

/** Browsers want a gesture before they are asked; this is it. Not shown again once answered. */
export function AskForNotes() {
  const isOn = usePreferences((state) => state.desktopNotes);
  const [outcome, setOutcome] = useState(() => (typeof Notification === 'undefined' ? 'unsupported' : Notification.permission));
  if (outcome === 'unsupported') return null;
  if (outcome === 'denied') return <Notice tone="info">{texts.notifications.denied}</Notice>;
  if (isOn && outcome === 'granted') return null;

  const ask = async () => {
    const permission = await Notification.requestPermission();
    setOutcome(permission);
    prefer({ desktopNotes: permission === 'granted' });
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line bg-side px-4 py-3">
      <p>{texts.notifications.askTitle}</p>
      <Button onClick={() => void ask()}>{texts.notifications.ask}</Button>
    </div>
  );
}
