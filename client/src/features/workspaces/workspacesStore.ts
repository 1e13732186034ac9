import { create } from 'zustand';
import * as api from '@/api/workspaces';
import type { Id, Workspace } from '@/api/types';
import { errorText } from '@/ui/errorText';

interface WorkspacesState {
  /** Null until loaded. */
  workspaces: Workspace[] | null;
  loadFailure: string | null;
}

const initial: WorkspacesState = { workspaces: null, loadFailure: null };
export const useWorkspaces = create<WorkspacesState>(() => initial);

export async function loadWorkspaces(): Promise<void> {
  useWorkspaces.setState({ loadFailure: null });
  try {
    const before = useWorkspaces.getState().workspaces;
    const workspaces = await api.listMine();
    // One that was made or joined meanwhile may be missing from this answer.
    if (useWorkspaces.getState().workspaces !== before) { await loadWorkspaces(); return; }
    useWorkspaces.setState({ workspaces });
  } catch (error) {
    // A list that is here, if only from an earlier visit, stays usable when its renewal fails.
    if (useWorkspaces.getState().workspaces === null) useWorkspaces.setState({ loadFailure: errorText(error) });
  }
}

export async function createWorkspace(name: string): Promise<Workspace> {
  const created = await api.create(name);
  useWorkspaces.setState(({ workspaces }) => ({ workspaces: [...(workspaces ?? []), created] }));
  return created;
}

export async function acceptInvite(token: string): Promise<Workspace> {
  const joined = await api.acceptInvite(token);
  useWorkspaces.setState(({ workspaces }) => ({ workspaces: [...(workspaces ?? []).filter(({ id }) => id !== joined.id), joined] }));
  return joined;
}

/** What was kept from an earlier visit, for as long as the server cannot be reached. */
export function showKept(kept: Workspace[]): void {
  if (useWorkspaces.getState().workspaces === null) useWorkspaces.setState({ workspaces: kept, loadFailure: null });
}

export async function changeWorkspace(id: Id, change: api.WorkspaceChange): Promise<void> {
  put(await api.update(id, change));
}

/** As the server has it: after one's own role may have changed. */
export async function refreshWorkspace(id: Id): Promise<void> {
  put(await api.get(id));
}

export async function deleteWorkspace(id: Id): Promise<void> {
  await api.remove(id);
  drop(id);
}

export async function leaveWorkspace(id: Id, userId: Id): Promise<void> {
  await api.removeMember(id, userId);
  drop(id);
}

function put(changed: Workspace): void {
  useWorkspaces.setState(({ workspaces }) => ({ workspaces: (workspaces ?? []).map((one) => (one.id === changed.id ? changed : one)) }));
}

function drop(id: Id): void {
  useWorkspaces.setState(({ workspaces }) => ({ workspaces: (workspaces ?? []).filter((one) => one.id !== id) }));
}

export function resetWorkspaces(): void {
  useWorkspaces.setState(initial, true);
}
