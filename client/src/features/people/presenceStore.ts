import { create } from 'zustand';
import * as api from '@/api/people';
import type { Id, Presence } from '@/api/types';

interface Seen {
  status: Presence;
  /** Of two, the later holds. */
  timestamp: string;
}

const usePresences = create<Record<Id, Seen>>(() => ({}));

/** Whoever nothing is known of is offline: the server lists only who is not. */
export const usePresence = (userId: Id): Presence => usePresences((seen) => seen[userId]?.status ?? 'offline');
export const presenceOf = (userId: Id): Presence => usePresences.getState()[userId]?.status ?? 'offline';

/** Of all workspaces together, in place of what was known before. Throws when the network fails. */
export async function loadPresence(workspaceIds: Id[]): Promise<void> {
  const before = usePresences.getState();
  const listed = (await Promise.all(workspaceIds.map(api.presence))).flat();
  const seen = usePresences.getState();
  // A push that came while the lists were on their way is newer than they are.
  const moved = Object.entries(seen).filter(([id, held]) => before[id] !== held);
  const fresh = listed.map(({ user_id, status }) => [user_id, { status, timestamp: seen[user_id]?.timestamp ?? '' }] as const);
  usePresences.setState(Object.fromEntries([...fresh, ...moved]), true);
}

export function presenceChanged(userId: Id, status: Presence, timestamp: string): void {
  const held = usePresences.getState()[userId];
  if (held === undefined || held.timestamp <= timestamp) usePresences.setState({ [userId]: { status, timestamp } });
}

export function resetPresence(): void {
  usePresences.setState({}, true);
}
