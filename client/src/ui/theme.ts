import { type Preferences, usePreferences } from './preferences';

/** The choice stands on the root element, where the tokens look for it; without one the system decides. */
export function applyTheme(): void {
  show(usePreferences.getState());
  usePreferences.subscribe(show);
}

function show({ theme }: Preferences): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
