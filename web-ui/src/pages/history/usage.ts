import type { HistoryColumns } from '../../api/history';

/** An uplink and how its data is counted. */
export type Counted = { name: string; billingDay: number; capBytes: number | null };

/** What an uplink carried from the start of a billing period to the next one's. */
export type Usage = { start: Date; bytes: number };

/** One row of the page: the periods of all uplinks that begin in one month, the newest first. */
export type UsageMonth = { key: string; month: Date; usages: Record<string, Usage> };

const bitsPerByte = 8;

/** The start of the period that a moment falls into; a day that the month does not have is its last one. */
export function periodStart(at: Date, billingDay: number): Date {
  const ofMonth = (month: number) => {
    const last = new Date(at.getFullYear(), month + 1, 0).getDate();
    return new Date(at.getFullYear(), month, Math.min(billingDay, last));
  };
  const here = ofMonth(at.getMonth());
  return here > at ? ofMonth(at.getMonth() - 1) : here;
}

/** Bytes of each uplink by billing period, out of mean rates; a gap carried nothing. */
export function usageByMonth(
  histories: readonly HistoryColumns[],
  uplinks: readonly Counted[],
): UsageMonth[] {
  const months = new Map<string, UsageMonth>();
  for (const { times, resolutionSeconds, series } of histories) {
    for (const { name, billingDay } of uplinks) {
      const rates = series.filter(({ path }) => path === name).map(({ values }) => values);
      times.forEach((time, at) => {
        const bits = rates.reduce((sum, values) => sum + (values[at] ?? 0), 0);
        if (bits > 0) {
          const start = periodStart(new Date(time * 1000), billingDay);
          add(months, name, start, (bits * resolutionSeconds) / bitsPerByte);
        }
      });
    }
  }
  return [...months.values()].sort((a, b) => b.month.getTime() - a.month.getTime());
}

function add(months: Map<string, UsageMonth>, uplink: string, start: Date, bytes: number) {
  const key = `${start.getFullYear()}-${String(start.getMonth() + 1).padStart(2, '0')}`;
  const row = months.get(key) ?? {
    key,
    month: new Date(start.getFullYear(), start.getMonth(), 1),
    usages: {},
  };
  const { bytes: before } = row.usages[uplink] ?? { bytes: 0 };
  row.usages[uplink] = { start, bytes: before + bytes };
  months.set(key, row);
}

/** The node counts the period that runs, by its interface and to the byte, from when the uplink was given its cap: the more is true. */
export function withCounted(
  months: UsageMonth[],
  counted: readonly { name: string; bytes: number; start: string | null }[],
): UsageMonth[] {
  const all = new Map(months.map((month) => [month.key, { ...month, usages: { ...month.usages } }]));
  for (const { name, bytes, start } of counted) {
    const [year = 0, month = 1, day = 1] = start?.split('-').map(Number) ?? [];
    if (start) {
      const date = new Date(year, month - 1, day);
      const key = start.slice(0, 7);
      const row = all.get(key) ?? { key, month: new Date(year, month - 1, 1), usages: {} };
      row.usages[name] = { start: date, bytes: Math.max(bytes, row.usages[name]?.bytes ?? 0) };
      all.set(key, row);
    }
  }
  return [...all.values()].sort((a, b) => b.month.getTime() - a.month.getTime());
}
