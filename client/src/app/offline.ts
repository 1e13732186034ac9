import * as channels from '@/features/channels/channelsStore';
import { useChannels } from '@/features/channels/channelsStore';
import { useSession, withoutServer } from '@/features/session/sessionStore';
import { showKept as showWorkspaces, useWorkspaces } from '@/features/workspaces/workspacesStore';

const pause = 1_000;

/** After the first load: nothing on the screen waits for it, unless the server is out of reach. */
const cache = () => import('./offlineCache');
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * With the server out of reach, the page opens with what was kept of the last visit. The session, and all that is shown, is
 * the server's again as soon as it answers: the hub keeps trying, and what it catches up on replaces what was kept.
 */
export function workOffline(): void {
  useWorkspaces.subscribe(keepSoon);
  useChannels.subscribe(keepSoon);
  useSession.subscribe(({ status, user, endedBy }, previous) => {
    if (status === 'unreachable' && previous.status !== 'unreachable') void openKept();
    if (status === 'signed-in' && previous.status !== 'signed-in' && user !== null) void cache().then(({ forgetOthers }) => forgetOthers(user.id));
    if (status === 'signed-out' && previous.status !== 'signed-out' && endedBy !== null) {
      clearTimeout(timer);
      void cache().then(({ forgetKept }) => forgetKept());
    }
  });
}

async function openKept(): Promise<void> {
  const found = await (await cache()).kept();
  if (found === undefined || useSession.getState().status !== 'unreachable') return;
  withoutServer(found.user);
  showWorkspaces(found.workspaces);
  channels.showKept(found.channels);
}

function keepSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const [{ user, status }, { workspaces }] = [useSession.getState(), useWorkspaces.getState()];
    if (user === null || status !== 'signed-in' || workspaces === null) return;
    // Without a place for it there is no offline start, and nothing else is lost.
    const visit = { user, workspaces, channels: Object.values(useChannels.getState().channels) };
    cache().then(({ keep }) => keep(visit)).catch(() => undefined);
  }, pause);
}
