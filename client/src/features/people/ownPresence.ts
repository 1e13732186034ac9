import type { Presence } from '@/api/types';
import { hub } from '@/realtime/hub';

const idleAfter = 5 * 60_000;
const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart', 'visibilitychange'] as const;

// Shared by the tabs of this browser: when somebody last touched one of them, and whether `away` came from nobody doing so.
const touchedKey = 'chatflow.touched_at';
const idleKey = 'chatflow.idle';

/** What one chose; being idle stands in only for `online`. */
let chosen: Presence = 'online';
let timer: ReturnType<typeof setTimeout> | undefined;

export async function choosePresence(status: Presence): Promise<void> {
  await hub.invoke('presence:update', { status });
  chosen = status;
  localStorage.removeItem(idleKey);
}

/** As the server has it at the start. Whoever opens the page is not idle. */
export function beginPresence(status: Presence): void {
  chosen = status === 'away' && isIdle() ? 'online' : status;
  noticed();
}

/** Away after five minutes without a touch, in whatever tab; back with the first. */
export function watchIdleness(): void {
  for (const sign of signs) document.addEventListener(sign, noticed, { passive: true });
}

/** How one is seen, as told by the server: a choice made on another device, or the idleness of one while this is in use. */
export function ownPresenceChanged(status: Presence): void {
  if (status === 'away' && chosen === 'online' && !isIdle() && untouchedFor() < idleAfter) void tell('online');
}

function noticed(): void {
  localStorage.setItem(touchedKey, String(Date.now()));
  if (isIdle()) {
    localStorage.removeItem(idleKey);
    void tell('online');
  }
  clearTimeout(timer);
  timer = setTimeout(look, idleAfter);
}

function look(): void {
  const untouched = untouchedFor();
  if (untouched < idleAfter) {
    timer = setTimeout(look, idleAfter - untouched);
  } else if (chosen === 'online' && hub.isConnected) {
    localStorage.setItem(idleKey, 'yes');
    void tell('away');
  }
}

const isIdle = (): boolean => localStorage.getItem(idleKey) === 'yes';
const untouchedFor = (): number => Date.now() - Number(localStorage.getItem(touchedKey) ?? 0);

/** Not worth a word when it fails: the next sign of life tells it again. */
async function tell(status: Presence): Promise<void> {
  await hub.invoke('presence:update', { status }).catch(() => undefined);
}
