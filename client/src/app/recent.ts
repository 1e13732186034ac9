import type { Id } from '@/api/types';

const key = 'chatflow.recent';
const workspaceKey = 'chatflow.workspace';
const kept = 30;

/** The channels last opened in this browser, the newest first. */
export function recentChannels(): Id[] {
  const stored = localStorage.getItem(key);
  return stored === null ? [] : (JSON.parse(stored) as Id[]);
}

export function noteVisit(channelId: Id): void {
  localStorage.setItem(key, JSON.stringify([channelId, ...recentChannels().filter((id) => id !== channelId)].slice(0, kept)));
}

/** The workspace that was open last: where to begin the next time. */
export const lastWorkspace = (): Id | null => localStorage.getItem(workspaceKey);
export const noteWorkspace = (id: Id): void => localStorage.setItem(workspaceKey, id);

export function forgetVisits(): void {
  localStorage.removeItem(key);
  localStorage.removeItem(workspaceKey);
}
