import { create } from 'zustand';

/** Whose profile is shown. Any place that names a person can open it; the shell draws it. */
export const usePersonCard = create<{ userId: string | null }>(() => ({ userId: null }));

export const openPerson = (userId: string): void => usePersonCard.setState({ userId });
export const closePerson = (): void => usePersonCard.setState({ userId: null });
