import { locale } from '@/texts';

const dateFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
const shortFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const momentFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

export const formatDate = (time: string): string => dateFormat.format(new Date(time));
export const formatShortDate = (time: string): string => shortFormat.format(new Date(time));
export const formatMoment = (time: string): string => momentFormat.format(new Date(time));

/** The clock of somebody elsewhere; undefined where the browser does not know the zone. */
export function timeIn(timezone: string, now: Date): string | undefined {
  try {
    return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: timezone }).format(now);
  } catch {
    return undefined;
  }
}
