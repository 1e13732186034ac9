import { request } from './http';
import type { Id, User, UserPresence } from './types';

export const get = (id: Id) => request<User>('GET', `/users/${id}`);
export const presence = (workspaceId: Id) => request<UserPresence[]>('GET', `/workspaces/${workspaceId}/presence`);
