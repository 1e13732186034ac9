import { sendAllPending } from '@/features/messages/sending';
import { checkSession } from '@/features/session/sessionStore';
import { hub } from '@/realtime/hub';

/** Away for longer than this, the machine may have slept, and the socket may be dead without knowing it. */
const longAway = 30_000;

/**
 * What the browser says about the network is a hint and no more: a machine without any network still reaches a server
 * of its own. So a change is a reason to ask the server, and only its silence counts.
 */
export function watchNetwork(): void {
  window.addEventListener('offline', () => void probe());
  window.addEventListener('online', () => {
    hub.wake();
    sendAllPending();
    void probe();
  });

  let hiddenSince = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') {
      hiddenSince = Date.now();
      return;
    }
    hub.wake();
    if (Date.now() - hiddenSince > longAway) void probe();
  });
}

async function probe(): Promise<void> {
  if (!(await checkSession())) hub.drop();
}
