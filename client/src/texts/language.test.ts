import { describe, expect, it } from 'vitest';
import { languageFor, localeFor } from './language';

describe('the language', () => {
  it('is the one chosen, whatever the browser wants', () => {
    expect(languageFor('it', ['en-GB'])).toBe('it');
    expect(languageFor('en', ['it-IT'])).toBe('en');
  });

  it('is else the first of the browser that there is a catalogue for', () => {
    expect(languageFor('system', ['de-DE', 'it-CH', 'en-GB'])).toBe('it');
    expect(languageFor('system', ['EN-us', 'it'])).toBe('en');
  });

  it('is English where the browser wants neither', () => {
    expect(languageFor('system', ['de', 'fr-FR'])).toBe('en');
    expect(languageFor('system', [])).toBe('en');
  });
});

it('dates are written as in the region that the browser names, else as usual in the language', () => {
  expect(localeFor('en', ['it-IT', 'en-GB'])).toBe('en-GB');
  expect(localeFor('it', ['en-GB'])).toBe('it');
});
