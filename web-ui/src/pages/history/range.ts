/** A stretch of time as the address has it: a preset up to now (range=24h), or from and to in seconds after a zoom. */
export type Range = { preset: string | null; from: number; to: number };

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** So long figures are kept. */
export const longestSeconds = 396 * day;

export const presets = [
  // The server has seconds of 15 minutes; by the time the question arrives they begin a little later, and it would answer with minutes.
  { value: '15m', label: '15 min', seconds: 15 * minute - 15 },
  { value: '1h', label: '1 h', seconds: hour },
  { value: '6h', label: '6 h', seconds: 6 * hour },
  { value: '24h', label: '24 h', seconds: day },
  { value: '7d', label: '7 d', seconds: 7 * day },
  { value: '30d', label: '30 d', seconds: 30 * day },
  { value: '13mo', label: '13 months', seconds: longestSeconds },
] as const;

const usual = presets[1];

export function rangeOf(address: URLSearchParams, nowSeconds: number): Range {
  const from = Number(address.get('from'));
  const to = Number(address.get('to'));
  if (from > 0 && to > from) {
    return { preset: null, from, to };
  }
  const preset = presets.find(({ value }) => value === address.get('range')) ?? usual;
  return { preset: preset.value, from: nowSeconds - preset.seconds, to: nowSeconds };
}

/** The stretch just before, as long as this one. */
export const before = ({ from, to }: Range): Range => ({ preset: null, from: from - (to - from), to: from });

/** How often a preset that ends now is worth asking again: as often as a new point can come. */
export function refreshMs(range: Range): number | false {
  if (range.preset === null) {
    return false;
  }
  return range.to - range.from <= hour ? 10_000 : minute * 1000;
}
