export type Language = 'en' | 'it';

/** The choice, or the first language that the browser asks for and the catalogue has. */
export function languageFor(choice: 'system' | Language, wanted: readonly string[]): Language {
  if (choice !== 'system') return choice;
  return wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag): tag is Language => tag === 'en' || tag === 'it') ?? 'en';
}

/** For dates and numbers: the region that the browser names for this language, such as en-GB. */
export function localeFor(language: Language, wanted: readonly string[]): string {
  return wanted.find((tag) => tag.slice(0, 2).toLowerCase() === language) ?? language;
}
