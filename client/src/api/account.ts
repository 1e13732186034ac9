import { request, requestFile } from './http';
import type { Id, Session, User } from './types';

/** What is absent stays as it is; an empty text takes it away. */
export interface ProfileChange {
  display_name?: string;
  username?: string;
  bio?: string;
  timezone?: string;
  status_message?: string;
  avatar_file_id?: Id;
}

export const updateProfile = (body: ProfileChange) => request<User>('PUT', '/users/me', { body });
export const changePassword = (current: string, next: string) =>
  request<unknown>('PUT', '/users/me/password', { body: { current_password: current, new_password: next } });
export const sessions = () => request<Session[]>('GET', '/auth/sessions');
export const endSession = (id: Id) => request<unknown>('DELETE', `/auth/sessions/${id}`);
export const exportMe = () => requestFile('/users/me/export');
export const eraseMe = () => request<unknown>('DELETE', '/users/me');

/** A picture that belongs to no channel: for the profile. */
export function uploadAvatar(file: File): Promise<{ id: Id }> {
  const form = new FormData();
  form.set('file', file);
  return request<{ id: Id }>('POST', '/files', { body: form });
}
