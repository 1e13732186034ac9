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

/** Throws when the network fails. */
export async function loadPresence(workspaceId: Id): Promise<void> {
  const before = usePresences.getState();
  const listed = await api.presence(workspaceId);
  usePresences.setState((seen) => {
    // A push that came while the list was on its way is newer than it.
    const unmoved = listed.filter(({ user_id }) => seen[user_id] === before[user_id]);
    return Object.fromEntries(unmoved.map(({ user_id, status }) => [user_id, { status, timestamp: seen[user_id]?.timestamp ?? '' }]));
  });
}

export function presenceChanged(userId: Id, status: Presence, timestamp: string): void {
  const held = usePresences.getState()[userId];
  if (held === undefined || held.timestamp <= timestamp) usePresences.setState({ [userId]: { status, timestamp } });
}

export function resetPresence(): void {
  usePresences.setState({}, true);
}
