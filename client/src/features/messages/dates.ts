import { locale, texts } from '@/texts';

const timeFormat = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const fullFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' });
const dayFormat = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const dayOfYearFormat = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

export const formatTime = (time: string): string => timeFormat.format(new Date(time));
export const formatFull = (time: string): string => fullFormat.format(new Date(time));

export function formatDay(time: string, now: Date): string {
  const day = new Date(time);
  if (day.toDateString() === now.toDateString()) return texts.messages.today;
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (day.toDateString() === yesterday.toDateString()) return texts.messages.yesterday;
  return (day.getFullYear() === now.getFullYear() ? dayFormat : dayOfYearFormat).format(day);
}

/** The time of today, the day of any other day. */
export function formatShort(time: string, now: Date): string {
  const isToday = new Date(time).toDateString() === now.toDateString();
  return isToday ? formatTime(time) : `${formatDay(time, now)}, ${formatTime(time)}`;
}
