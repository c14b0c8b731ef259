import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, bodyOf } from './client';
import type { Schema } from './types';

export type Event = Schema<'Event'>;
export type AuditEntry = Schema<'AuditEntry'>;

/** What happened, in a sentence: what a node says of a path's new state is the reason only, and may be nothing. */
export function sentenceOf({ kind, path, message }: Event): string {
  const state = /^path-(\w+)$/.exec(kind)?.[1];
  if (!state || !path || message.includes(`${path} is `)) {
    return message;
  }
  return `Path ${path} is ${state}${message ? `: ${message}` : ''}`;
}

const page = 100;

/** The newest few; asked anew when the stream tells of another. */
export function useRecentEvents(node?: string) {
  return useQuery({
    queryKey: ['events', 'recent', node ?? null],
    queryFn: async ({ signal }) =>
      (
        await bodyOf(
          api.GET('/api/v1/events', { params: { query: { limit: 8, ...(node ? { node } : {}) } }, signal }),
        )
      ).items,
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
