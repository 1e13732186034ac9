import type { Id, Note } from '@/api/types';
import { usePreferences } from '@/ui/preferences';

// A note outside the page: one for all tabs, none for what somebody is looking at, gone when it was read elsewhere.

const lookedAtKey = 'chatflow.looked_at';
const shown = new Map<Id, Notification>();

/** Long enough that no other tab, however slow, takes the same note for a new one. */
const heldFor = 10_000;

export interface Told {
  title: string;
  body: string;
  onOpen: () => void;
}

/** Which channel the one focused tab shows: known to all tabs, as any of them may be the one to hear of a message first. */
export function lookAt(channelId: Id | null): void {
  if (channelId !== null && document.hasFocus()) localStorage.setItem(lookedAtKey, channelId);
  else localStorage.removeItem(lookedAtKey);
}

export async function tellOutside(note: Note, told: Told): Promise<void> {
  if (!usePreferences.getState().desktopNotes || typeof Notification === 'undefined' || Notification.permission !== 'granted') return;
  if (localStorage.getItem(lookedAtKey) === note.channel_id) return;
  await onlyHere(`chatflow.note.${note.id}`, () => show(note, told));
}

/** Whatever was read, here or elsewhere, is no longer to be shown. */
export function takeBack(notes: Note[]): void {
  for (const note of notes) {
    if (!note.read) continue;
    shown.get(note.id)?.close();
    shown.delete(note.id);
  }
}

function show(note: Note, { title, body, onOpen }: Told): void {
  const notification = new Notification(title, { body, tag: note.id, icon: '/icon-192.png' });
  shown.set(note.id, notification);
  notification.onclick = () => {
    window.focus();
    notification.close();
    onOpen();
  };
  notification.onclose = () => shown.delete(note.id);
}

/** The first tab to ask does it; the others find the lock taken. Without TLS there are no locks, and the tag has to do. */
async function onlyHere(name: string, work: () => void): Promise<void> {
  const locks = navigator.locks as LockManager | null | undefined;
  if (!locks) { work(); return; }
  await locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    work();
    await new Promise((resolve) => setTimeout(resolve, heldFor));
  });
}
