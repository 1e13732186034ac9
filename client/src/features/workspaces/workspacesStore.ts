import { create } from 'zustand';
import * as api from '@/api/workspaces';
import type { Workspace } from '@/api/types';
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
    useWorkspaces.setState({ workspaces: await api.listMine() });
  } catch (error) {
    useWorkspaces.setState({ loadFailure: errorText(error) });
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

export function resetWorkspaces(): void {
  useWorkspaces.setState(initial, true);
}
