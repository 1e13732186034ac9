import { request, requestPage } from './http';
import type { AuditEntry, Id, Invite, Workspace, WorkspaceMember, WorkspaceRole } from './types';

/** What is absent stays as it is; an empty description and 0 hours take away. */
export interface WorkspaceChange {
  name?: string;
  slug?: string;
  description?: string;
  retention_hours?: number;
}

export interface NewInvite {
  email?: string;
  role?: WorkspaceRole;
  max_uses?: number;
  expires_in_hours?: number;
}

export const listMine = () => request<Workspace[]>('GET', '/users/me/workspaces');
export const get = (id: Id) => request<Workspace>('GET', `/workspaces/${id}`);
export const acceptInvite = (token: string) => request<Workspace>('POST', `/invites/${encodeURIComponent(token)}/accept`);
export const create = (name: string) => request<Workspace>('POST', '/workspaces', { body: { name } });
export const update = (id: Id, body: WorkspaceChange) => request<Workspace>('PUT', `/workspaces/${id}`, { body });
export const remove = (id: Id) => request<unknown>('DELETE', `/workspaces/${id}`);
export const invite = (id: Id, body: NewInvite) => request<Invite>('POST', `/workspaces/${id}/invite`, { body });

export const members = (id: Id, q: string, page = 1, limit = 50) =>
  requestPage<WorkspaceMember>(`/workspaces/${id}/members`, { q: q || undefined, page, limit });
export const setRole = (id: Id, userId: Id, role: WorkspaceRole) =>
  request<WorkspaceMember>('PUT', `/workspaces/${id}/members/${userId}`, { body: { role } });
/** Removes somebody, or leaves when it is oneself. */
export const removeMember = (id: Id, userId: Id) => request<unknown>('DELETE', `/workspaces/${id}/members/${userId}`);

export const auditLog = (id: Id, filter: { actor?: string | undefined; action?: string | undefined; before?: string | undefined }) =>
  requestPage<AuditEntry>(`/workspaces/${id}/audit-logs`, { ...filter, limit: 50 });
