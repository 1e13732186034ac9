import type { Page } from '@/api/http';
import type { Id, User, WorkspaceMember, WorkspaceRole } from '@/api/types';
import * as api from '@/api/workspaces';

// Lists of people are asked for when they are looked at, and not kept: they may be long, and change elsewhere.

export const listMembers = (workspaceId: Id, q: string, page: number): Promise<Page<WorkspaceMember>> => api.members(workspaceId, q, page);
export const setRole = (workspaceId: Id, userId: Id, role: WorkspaceRole): Promise<WorkspaceMember> => api.setRole(workspaceId, userId, role);
export const removeMember = (workspaceId: Id, userId: Id): Promise<unknown> => api.removeMember(workspaceId, userId);
export const { auditLog, invite } = api;

/** The first few whose name fits. */
export async function findPeople(workspaceId: Id, q: string, most = 20): Promise<User[]> {
  const { items } = await api.members(workspaceId, q, 1, most);
  return items.map(({ user }) => user);
}
