import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, bodyOf } from './client';
import type { Schema } from './types';

export type HistoryColumns = {
  resolutionSeconds: number;
  /** Seconds since 1970. */
  times: number[];
  series: { metric: string; path?: string | null; values: (number | null)[] }[];
};

export type HistoryWish = {
  node: string;
  tunnel: string | null;
  uplink: string | null;
  from: number;
  to: number;
  /** All when absent. */
  metrics?: Metric[];
};

type Metric = Schema<'HistorySeries'>['metric'];

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

export async function fetchHistory(wish: HistoryWish, signal?: AbortSignal): Promise<HistoryColumns> {
  return bodyOf(
    api.GET('/api/v1/metrics/history', {
      params: {
        query: {
          node: wish.node,
          ...(wish.tunnel ? { tunnel: wish.tunnel } : {}),
          ...(wish.uplink ? { path: wish.uplink } : {}),
          ...(wish.metrics ? { metric: wish.metrics } : {}),
          from: iso(wish.from),
          to: iso(wish.to),
        },
      },
      ...(signal ? { signal } : {}),
    }),
  );
}

export function useHistory(wish: HistoryWish | null, refetchInterval: number | false) {
  return useQuery({
    queryKey: ['history', wish],
    queryFn: ({ signal }) => fetchHistory(wish as HistoryWish, signal),
    enabled: wish !== null,
    placeholderData: keepPreviousData,
    refetchInterval,
    gcTime: 30_000,
  });
}

const hour = 3_600;
/** As far as hours are kept. */
const kept = 396 * 24 * hour;

/** What went over each uplink in every hour that is kept, which is asked for once, and in each minute of the one that goes on. */
export function useKeptRates(node: string, tunnel: string | null) {
  const now = Math.floor(Date.now() / 1000 / hour) * hour;
  const metrics: Metric[] = ['outboundBitsPerSecond', 'inboundBitsPerSecond'];
  const wish = { node, tunnel, uplink: null, metrics };
  const over: HistoryWish = { ...wish, from: now - kept, to: now - 1 };
  const hours = useQuery({
    queryKey: ['history', over],
    queryFn: ({ signal }) => fetchHistory(over, signal),
    staleTime: hour * 1000,
    gcTime: 30_000,
  });
  const minutes = useHistory({ ...wish, from: now, to: now + hour - 1 }, 60_000);
  return { hours, minutes };
}
