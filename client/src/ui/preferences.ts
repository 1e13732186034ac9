import { create } from 'zustand';

// What somebody chose for this browser. It stays here: another machine may have another screen, and other readers.
const key = 'chatflow.preferences';

export interface Preferences {
  language: 'system' | 'en' | 'it';
  theme: 'system' | 'light' | 'dark';
  /** Single letters act on the message that has the focus. Who speaks to the computer, or types with tremor, can switch them off. */
  singleKeys: boolean;
  /** Notes outside the page; the browser asks for its own permission besides. */
  desktopNotes: boolean;
  /** Of emoji that have one: 1 to 5 from light to dark, 0 for the yellow of old. */
  skinTone: number;
}

const initial: Preferences = { language: 'system', theme: 'system', singleKeys: true, desktopNotes: false, skinTone: 0 };

export const usePreferences = create<Preferences>(() => read());

export function prefer(change: Partial<Preferences>): void {
  usePreferences.setState(change);
  localStorage.setItem(key, JSON.stringify(usePreferences.getState()));
}

/** The tabs of one browser look alike. */
export function followOtherTabs(): void {
  window.addEventListener('storage', (event) => {
    if (event.key === key) usePreferences.setState(read());
  });
}

function read(): Preferences {
  // Absent where there is no browser, as in tests of pure modules.
  const stored = typeof localStorage === 'undefined' ? null : localStorage.getItem(key);
  return stored === null ? initial : { ...initial, ...(JSON.parse(stored) as Partial<Preferences>) };
}
