import { create } from 'zustand';

/** `ready` only once everything missed has been fetched: a bar that goes earlier would lie. */
export type ConnectionStatus = 'stopped' | 'connecting' | 'catching-up' | 'ready' | 'waiting';

export const useConnectionStatus = create<{ status: ConnectionStatus }>(() => ({ status: 'stopped' }));
