import * as api from '@/api/account';
import type { Session, User } from '@/api/types';

export type { ProfileChange } from '@/api/account';
export const { changePassword, endSession, eraseMe, sessions, updateProfile } = api;

/** The picture first, then the profile that names it. */
export async function changePicture(file: File): Promise<User> {
  const { id } = await api.uploadAvatar(file);
  return updateProfile({ avatar_file_id: id });
}

/** Saved by the browser under this name. */
export async function downloadExport(): Promise<void> {
  const url = URL.createObjectURL(await api.exportMe());
  const link = document.createElement('a');
  link.href = url;
  link.download = `chatflow-export-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  URL.revokeObjectURL(url);
}

const browsers: [sign: string, name: string][] = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
];
const systems: [sign: string, name: string][] = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
];

/** "Firefox, Linux", as far as the device says; else its own words; null where it said nothing. */
export function deviceName({ user_agent }: Session): string | null {
  if (user_agent === null) return null;
  const named = [browsers, systems].map((list) => list.find(([sign]) => user_agent.includes(sign))?.[1]).filter((name) => name !== undefined);
  return named.length > 0 ? named.join(', ') : user_agent.slice(0, 40);
}
