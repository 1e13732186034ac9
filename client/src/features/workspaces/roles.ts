import type { WorkspaceRole } from '@/api/types';

const ranks: WorkspaceRole[] = ['guest', 'member', 'moderator', 'admin', 'owner'];

export const isAdmin = (role: WorkspaceRole): boolean => isAtLeast(role, 'admin');
export const isAtLeast = (role: WorkspaceRole, least: WorkspaceRole): boolean => ranks.indexOf(role) >= ranks.indexOf(least);

/** Who may remove whom: only those below oneself. */
export const outranks = (role: WorkspaceRole, other: WorkspaceRole): boolean => ranks.indexOf(role) > ranks.indexOf(other);
