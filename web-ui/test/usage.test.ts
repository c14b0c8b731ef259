import { describe, expect, it } from 'vitest';
import type { HistoryColumns } from '../src/api/history';
import { periodStart, usageByMonth, withCounted } from '../src/pages/history/usage';

const hour = 3_600;
const seconds = (year: number, month: number, day: number) => new Date(year, month - 1, day).getTime() / 1000;

/** One value for each hour from a moment on, in bits per second. */
const hours = (from: number, path: string, values: (number | null)[]): HistoryColumns => ({
  resolutionSeconds: hour,
  times: values.map((_, at) => from + at * hour),
  series: [
    { metric: 'inboundBitsPerSecond', path, values },
    { metric: 'outboundBitsPerSecond', path, values: values.map(() => 0) },
    { metric: 'inboundBitsPerSecond', path: null, values },
  ],
});

describe('a billing period', () => {
  it('begins on its day, in this month or the one before', () => {
    expect(periodStart(new Date(2026, 10, 12), 12)).toEqual(new Date(2026, 10, 12));
    expect(periodStart(new Date(2026, 10, 11, 23, 59), 12)).toEqual(new Date(2026, 9, 12));
    expect(periodStart(new Date(2026, 0, 3), 12)).toEqual(new Date(2025, 11, 12));
  });

  it('begins on the last day of a month that is too short for its day', () => {
    expect(periodStart(new Date(2026, 2, 1), 31)).toEqual(new Date(2026, 1, 28));
    expect(periodStart(new Date(2026, 2, 30), 31)).toEqual(new Date(2026, 1, 28));
  });
});

describe('data used', () => {
  const lte = { name: 'lte', billingDay: 12, capBytes: null };

  it('is summed up to the day on which the next period begins', () => {
    const history = hours(seconds(2026, 11, 12) - 2 * hour, 'lte', [8_000, null, 16_000]);
    const [november, october, ...more] = usageByMonth([history], [lte]);
    expect(more).toEqual([]);
    expect(november?.usages.lte).toEqual({ start: new Date(2026, 10, 12), bytes: 2_000 * hour });
    expect(october?.key).toBe('2026-10');
    expect(october?.usages.lte?.bytes).toBe(1_000 * hour);
  });

  it('is that of the hours that are over, and of the minutes since', () => {
    const over = hours(seconds(2026, 11, 13), 'lte', [8_000]);
    const since = { ...hours(seconds(2026, 11, 13) + hour, 'lte', [800]), resolutionSeconds: 60 };
    expect(usageByMonth([over, since], [lte])[0]?.usages.lte?.bytes).toBe(1_000 * hour + 100 * 60);
  });

  it('leaves out months and uplinks that carried nothing', () => {
    expect(usageByMonth([hours(seconds(2026, 11, 1), 'lte', [null, 0])], [lte])).toEqual([]);
    expect(usageByMonth([hours(seconds(2026, 11, 1), 'dsl', [8])], [lte])).toEqual([]);
  });

  it('of the running period is what the node counted, unless more went before it did', () => {
    const kept = usageByMonth([hours(seconds(2026, 11, 13), 'lte', [8_000])], [lte]);
    const [november] = withCounted(kept, [{ name: 'lte', bytes: 77, start: '2026-11-12' }]);
    expect(november?.usages.lte).toEqual({ start: new Date(2026, 10, 12), bytes: 1_000 * hour });
    const [more] = withCounted(kept, [{ name: 'lte', bytes: 2_000 * hour, start: '2026-11-12' }]);
    expect(more?.usages.lte?.bytes).toBe(2_000 * hour);
    expect(withCounted([], [{ name: 'lte', bytes: 77, start: null }])).toEqual([]);
  });
});
