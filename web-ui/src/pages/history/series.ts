import { leastSharedBps } from '../../api/bond';
import { withoutShortGaps } from '../../api/gaps';
import type { HistoryColumns } from '../../api/history';
import { formatters } from '../../ui/chart/options';
import type { Format } from '../../ui/chart/types';

export type MetricCard = { metric: string; title: string; note: string; format: Format; max?: number };

/** Besides throughput, which has a chart of its own. */
export const metricCards: MetricCard[] = [
  {
    metric: 'rttMs',
    title: 'Latency',
    note: 'Round trip as the path measures it, under whatever load there was',
    format: 'ms',
  },
  { metric: 'lossRatio', title: 'Loss', note: 'Of the probes', format: 'percent', max: 0.01 },
  { metric: 'share', title: 'Share', note: 'Of what went in and out', format: 'percent', max: 1 },
  {
    metric: 'upRatio',
    title: 'Availability',
    note: 'Part of the time in which the path was up',
    format: 'percent',
    max: 1,
  },
];

export function seriesOf(history: HistoryColumns, metric: string, path: string | null): (number | null)[] {
  return history.series.find((one) => one.metric === metric && (one.path ?? null) === path)?.values ?? [];
}

/** The mean, and the worst beside it, since a mean hides what hurts. */
export function summary(values: readonly (number | null)[], format: Format): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) {
    return '–';
  }
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const extreme = format === 'percent' ? null : Math.max(...known);
  return extreme === null
    ? formatters[format](mean)
    : `${formatters[format](mean)}, at most ${formatters[format](extreme)}`;
}

const rates = ['outboundBitsPerSecond', 'inboundBitsPerSecond'];

/** With the share of each uplink at each moment, which the server leaves to us. */
export function withShare(history: HistoryColumns): HistoryColumns {
  const ofUplinks = history.series.filter(({ path, metric }) => path && rates.includes(metric));
  const sum = (path: string | null, at: number) =>
    ofUplinks.reduce(
      (total, one) => (path === null || one.path === path ? total + (one.values[at] ?? 0) : total),
      0,
    );
  const totals = history.times.map((_, at) => sum(null, at));
  const shares = [...new Set(ofUplinks.flatMap(({ path }) => (path ? [path] : [])))].map((path) => ({
    metric: 'share',
    path,
    values: totals.map((total, at) => (total >= leastSharedBps ? sum(path, at) / total : null)),
  }));
  return { ...history, series: [...history.series, ...shares] };
}

/** Without the seconds that late reports left empty, which would cut every line; minutes and hours are seldom empty for that. */
export function drawn(history: HistoryColumns): HistoryColumns {
  if (history.resolutionSeconds > 1) {
    return history;
  }
  const { times, series } = history;
  const kept = withoutShortGaps(times.length, (at) =>
    series.every(({ values }) => (values[at] ?? null) === null),
  );
  return {
    ...history,
    times: kept.map((at) => times[at] as number),
    series: series.map((one) => ({ ...one, values: kept.map((at) => one.values[at] ?? null) })),
  };
}

/** Values of an earlier stretch at the times of this one; the earlier one may be coarser, and then stands for as long. */
export function valuesBefore(
  now: HistoryColumns,
  then: HistoryColumns,
  shiftSeconds: number,
  values: readonly (number | null)[],
): (number | null)[] {
  const first = then.times[0] ?? 0;
  return now.times.map(
    (time) => values[Math.floor((time - shiftSeconds - first) / then.resolutionSeconds)] ?? null,
  );
}

/** What all uplinks carried together in one direction; null where none is known. */
export function sumOfUplinks(history: HistoryColumns, metric: string): (number | null)[] {
  const all = history.series.filter((one) => one.metric === metric && one.path);
  return history.times.map((_, at) => {
    const known = all.map(({ values }) => values[at] ?? null).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  });
}
