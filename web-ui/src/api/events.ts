import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, bodyOf } from './client';
import type { paths } from './schema';
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

/** What of a list is asked for, as the API and the address spell it. */
export type Filter = Omit<
  NonNullable<paths['/api/v1/events']['get']['parameters']['query']>,
  'limit' | 'cursor'
>;

/** Nothing for what is not filtered by. */
export const filterOf = (from: (key: string) => string | null): Filter =>
  Object.fromEntries(
    (['node', 'severity', 'words', 'to'] as const).flatMap((key) => {
      const value = from(key);
      return value ? [[key, value]] : [];
    }),
  );

/** All pages of a list that were asked for so far; while another filter's come, those of the last one stand. */
function usePages<Item>(
  key: readonly unknown[],
  ask: (query: { limit: number; cursor?: string }, signal: AbortSignal) => Promise<Part<Item>>,
) {
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => ask({ limit: page, ...(pageParam && { cursor: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    maxPages: 20,
  });
}

type Part<Item> = { items: Item[]; nextCursor?: string | null };

export const useEvents = (filter: Filter) =>
  usePages(['events', 'all', filter], (part, signal) =>
    bodyOf(api.GET('/api/v1/events', { params: { query: { ...filter, ...part } }, signal })),
  );

export const useAudit = (filter: Filter) =>
  usePages(['audit', filter], (part, signal) =>
    bodyOf(api.GET('/api/v1/audit', { params: { query: { ...filter, ...part } }, signal })),
  );
