import { usePreferences } from '@/ui/preferences';
import { en, type Texts } from './en';
import { type Language, languageFor, localeFor } from './language';

// Absent where there is no browser, as in tests of pure modules.
const wanted = typeof navigator === 'undefined' ? [] : (navigator.languages as readonly string[] | undefined) ?? [];

const language = languageFor(usePreferences.getState().language, wanted);

/** For Intl: dates and numbers in the language of the texts. */
export const locale = localeFor(language, wanted);

/** The catalogue is here before anything that uses it runs, so that it can be used anywhere; another language takes a reload. */
export const texts: Texts = await load(language);

if (typeof document !== 'undefined') document.documentElement.lang = language;

async function load(chosen: Language): Promise<Texts> {
  return chosen === 'it' ? (await import('./it')).it : en;
}
