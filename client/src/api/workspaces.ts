import { request } from './http';
import type { Workspace } from './types';

export const listMine = () => request<Workspace[]>('GET', '/users/me/workspaces');
export const acceptInvite = (token: string) => request<Workspace>('POST', `/invites/${encodeURIComponent(token)}/accept`);
export const create = (name: string) => request<Workspace>('POST', '/workspaces', { body: { name } });
