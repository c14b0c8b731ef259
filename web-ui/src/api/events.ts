import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, bodyOf } from './client';
import type { Schema } from './types';

export type Event = Schema<'Event'>;
export type AuditEntry = Schema<'AuditEntry'>;

const page = 100;

/** Doubts come and go; what they come to is what a person wants to read first. */
export const isDoubt = ({ kind, details }: Event) =>
  (kind === 'path-suspect' && !details.reason) || (kind === 'path-up' && details.from === 'suspect');

const few = 8;

/** The newest few that are no mere doubts; asked anew when the stream tells of another. */
export function useRecentEvents(node?: string) {
  return useQuery({
    queryKey: ['events', 'recent', node ?? null],
    queryFn: async ({ signal }) =>
      (
        await bodyOf(
          api.GET('/api/v1/events', {
            params: { query: { limit: page, ...(node ? { node } : {}) } },
            signal,
          }),
        )
      ).items
        .filter((event) => !isDoubt(event))
        .slice(0, few),
  });
}

export function useEvents(node: string | null) {
  return useInfiniteQuery({
    queryKey: ['events', 'all', node],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/api/v1/events', {
          params: {
            query: { limit: page, ...(node ? { node } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    maxPages: 20,
  });
}

export function useAudit() {
  return useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        api.GET('/api/v1/audit', {
          params: { query: { limit: page, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    maxPages: 20,
  });
}
