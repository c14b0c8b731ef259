import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, bodyOf } from './client';

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
};

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

export async function fetchHistory(wish: HistoryWish, signal?: AbortSignal): Promise<HistoryColumns> {
  return bodyOf(
    api.GET('/api/v1/metrics/history', {
      params: {
        query: {
          node: wish.node,
          ...(wish.tunnel ? { tunnel: wish.tunnel } : {}),
          ...(wish.uplink ? { path: wish.uplink } : {}),
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
