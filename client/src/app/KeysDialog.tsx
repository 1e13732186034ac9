import { Dialog } from '@/ui/Dialog';
import { usePreferences } from '@/ui/preferences';
import { texts } from '@/texts';

const command = navigator.userAgent.includes('Mac') ? '⌘' : 'Ctrl';

const everywhere: [keys: string[], what: string][] = [
  [[`${command}+K`], texts.keys.switcher],
  [[`${command}+/`], texts.keys.help],
  [['Alt+↑'], texts.keys.previous],
  [['Alt+↓'], texts.keys.next],
  [['Alt+Shift+↑'], texts.keys.previousUnread],
  [['Alt+Shift+↓'], texts.keys.nextUnread],
  [[`${command}+Shift+A`], texts.keys.unreads],
  [[`${command}+Shift+M`], texts.keys.activity],
  [[`${command}+Shift+F`], texts.keys.search],
  [['F6'], texts.keys.regions],
  [['Esc'], texts.keys.escape],
];

const writing: typeof everywhere = [
  [['Enter'], texts.keys.send],
  [['Shift+Enter'], texts.keys.newLine],
  [['↑'], texts.keys.editLast],
  [['Tab', 'Enter'], texts.keys.complete],
];

const onMessage: typeof everywhere = [
  [['↑', '↓'], texts.keys.move],
  [['E'], texts.keys.edit],
  [['R'], texts.keys.react],
  [['T'], texts.keys.thread],
  [['P'], texts.keys.pin],
  [['U'], texts.keys.unreadFrom],
  [['Delete'], texts.keys.remove],
];

export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const singleKeys = usePreferences((state) => state.singleKeys);
  return (
    <Dialog title={texts.keys.title} width="wide" onClose={onClose}>
      <Group title={texts.keys.everywhere} keys={everywhere} />
      <Group title={texts.keys.writing} keys={writing} />
      <Group title={texts.keys.onMessage} keys={onMessage} />
      {!singleKeys && <p className="text-muted">{texts.keys.singleOff}</p>}
    </Dialog>
  );
}

function Group({ title, keys }: { title: string; keys: typeof everywhere }) {
  return (
    <section className="flex flex-col gap-1">
      <h3 className="font-semibold">{title}</h3>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        {keys.map(([alternatives, what]) => (
          <div key={what} className="contents">
            <dt className="flex items-center gap-1">
              {alternatives.map((one, index) => (
                <span key={one} className="flex items-center gap-1">
                  {index > 0 && <span className="text-sm text-muted">{texts.keys.or}</span>}
                  <kbd className="rounded border border-line-strong bg-side px-1.5 text-sm whitespace-nowrap">{one}</kbd>
                </span>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
