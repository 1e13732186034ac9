import { create } from 'zustand';

/** Only on a phone: elsewhere the sidebar is always there. */
export const useSidebar = create<{ isOpen: boolean }>(() => ({ isOpen: false }));

export const openSidebar = (): void => useSidebar.setState({ isOpen: true });
export const closeSidebar = (): void => useSidebar.setState({ isOpen: false });
