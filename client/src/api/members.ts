import { request } from './http';
import type { Id, Member, User } from './types';

export const person = (id: Id) => request<User>('GET', `/users/${id}`);

/** Active members of the workspace with `q` in their name. */
export const members = (workspaceId: Id, q: string) =>
  request<Member[]>('GET', `/workspaces/${workspaceId}/members`, { query: { ...(q !== '' && { q }), limit: 20 } });
