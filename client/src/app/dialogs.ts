import { create } from 'zustand';
import type { Id } from '@/api/types';

export type OpenDialog =
  | { kind: 'switcher' | 'keys' | 'create-channel' | 'new-dm' | 'invite' | 'leave-workspace' }
  | { kind: 'channel' | 'channel-members' | 'leave-channel'; channelId: Id };

/** The one dialog that is open, if any. */
export const useDialog = create<{ open: OpenDialog | null }>(() => ({ open: null }));

export const openDialog = (open: OpenDialog): void => useDialog.setState({ open });
export const closeDialog = (): void => useDialog.setState({ open: null });
