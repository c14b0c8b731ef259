/** Times in the viewer's zone, by the viewer's habits of writing; seconds, since events are told apart by them. */
const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const month = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

export type Instant = string | number | Date;

const dateOf = (instant: Instant) => new Date(instant);

/** 14:02:11 today, 3 Nov 14:02:11 this year, 3 Nov 2025 before. */
export function shortTime(instant: Instant, now: Date = new Date()): string {
  const date = dateOf(instant);
  if (Number.isNaN(date.getTime())) {
    return '–';
  }
  if (date.toDateString() === now.toDateString()) {
    return clock.format(date);
  }
  return date.getFullYear() === now.getFullYear()
    ? `${day.format(date)}, ${clock.format(date)}`
    : dayOfYear.format(date);
}

export function dateText(instant: Instant): string {
  const date = dateOf(instant);
  return Number.isNaN(date.getTime()) ? '–' : dayOfYear.format(date);
}

export const monthText = (instant: Instant) => month.format(dateOf(instant));

/** With the zone's name, for a tooltip. */
export function fullTime(instant: Instant): string {
  const date = dateOf(instant);
  return Number.isNaN(date.getTime()) ? '' : full.format(date);
}

export const secondsSince = (instant: Instant, now = Date.now()) => (now - dateOf(instant).getTime()) / 1000;

const rfc3339 = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)\b/g;

/** A sentence of the server's with its times put into the viewer's zone. */
export const localised = (sentence: string) => sentence.replace(rfc3339, (time) => shortTime(time));
