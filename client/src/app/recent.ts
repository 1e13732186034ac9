import type { Id } from '@/api/types';

const key = 'chatflow.recent';
const kept = 30;

/** The channels last opened in this browser, the newest first. */
export function recentChannels(): Id[] {
  const stored = localStorage.getItem(key);
  return stored === null ? [] : (JSON.parse(stored) as Id[]);
}

export function noteVisit(channelId: Id): void {
  localStorage.setItem(key, JSON.stringify([channelId, ...recentChannels().filter((id) => id !== channelId)].slice(0, kept)));
}

export const forgetVisits = (): void => localStorage.removeItem(key);
