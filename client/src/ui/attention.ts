import { create } from 'zustand';

/** How many things wait for this person in particular, over all workspaces: for the title and the icon of the tab. */
export const useAttention = create<{ count: number }>(() => ({ count: 0 }));
