/** Figures as people say them. What is not known is a dash, never 0. */
export const unknown = '–';
/** A figure and its unit stay on one line. */
const noBreak = '\u00a0';

type Figure = number | null | undefined;
const known = (value: Figure): value is number => typeof value === 'number' && Number.isFinite(value);

/** A number and its unit apart, so that pages can set them in different weight. */
export type Quantity = { value: string; unit: string };

const rateSteps: [number, string][] = [
  [1e9, 'Gbit/s'],
  [1e6, 'Mbit/s'],
  [1e3, 'kbit/s'],
  [0, 'bit/s'],
];

/** Bits per second by powers of ten, as links are sold. */
export function rate(bitsPerSecond: Figure): Quantity {
  if (!known(bitsPerSecond)) {
    return { value: unknown, unit: 'Mbit/s' };
  }
  if (bitsPerSecond === 0) {
    return { value: '0', unit: 'Mbit/s' };
  }
  return scaled(bitsPerSecond, rateSteps);
}

const dataSteps: [number, string][] = [
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB'],
  [0, 'B'],
];

/** Bytes by powers of ten, as data plans are sold. */
export function data(bytes: Figure): Quantity {
  return known(bytes) ? scaled(bytes, dataSteps) : { value: unknown, unit: 'B' };
}

function scaled(value: number, steps: [number, string][]): Quantity {
  const [size, unit] = steps.find(([least]) => Math.abs(value) >= least * 0.9995) ?? [1, ''];
  return { value: digits(value / (size || 1)), unit };
}

/** Three significant digits, which is all that a rate of the last second can bear. */
function digits(value: number): string {
  const places = Math.abs(value) >= 99.95 ? 0 : Math.abs(value) >= 9.995 ? 1 : 2;
  const text = value.toFixed(places);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

export const text = ({ value, unit }: Quantity) =>
  value === unknown ? unknown : `${value}${noBreak}${unit}`;
export const rateText = (bitsPerSecond: Figure) => text(rate(bitsPerSecond));
export const dataText = (bytes: Figure) => text(data(bytes));

export function milliseconds(ms: Figure): Quantity {
  if (!known(ms)) {
    return { value: unknown, unit: 'ms' };
  }
  return ms >= 10_000
    ? { value: digits(ms / 1000), unit: 's' }
    : { value: ms < 10 ? digits(ms) : ms.toFixed(0), unit: 'ms' };
}

export const millisecondsText = (ms: Figure) => text(milliseconds(ms));

/** A ratio of 0 to 1 as percent; a loss of a tenth of a percent is worth seeing, a share's decimals are not. */
export function percentText(ratio: Figure, places = 0): string {
  if (!known(ratio)) {
    return unknown;
  }
  const percent = ratio * 100;
  return percent > 0 && percent < 0.5 / 10 ** places
    ? `<${10 ** -places}${noBreak}%`
    : `${percent.toFixed(places)}${noBreak}%`;
}

export const countText = (value: Figure) => (known(value) ? value.toLocaleString('en') : unknown);

const spans: [number, string][] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** The two largest units: 3 d 4 h, 12 min 5 s. */
export function durationText(seconds: Figure): string {
  if (!known(seconds)) {
    return unknown;
  }
  let left = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [size, unit] of spans) {
    const count = Math.floor(left / size);
    if (count > 0 || (size === 1 && parts.length === 0)) {
      parts.push(`${count}${noBreak}${unit}`);
    } else if (parts.length > 0) {
      break;
    }
    left -= count * size;
    if (parts.length === 2) {
      break;
    }
  }
  return parts.join(' ');
}

/** What was typed in Mbit/s, as bits per second; empty is no limit. */
export const fromMegabits = (value: number | string): number | null =>
  value === '' || !Number.isFinite(Number(value)) ? null : Math.round(Number(value) * 1e6);
export const toMegabits = (bitsPerSecond: Figure): number | '' =>
  known(bitsPerSecond) ? bitsPerSecond / 1e6 : '';
