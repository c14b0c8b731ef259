import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from './client';
import { Failure } from './problem';
import type { Schema } from './types';

export type Session = Schema<'Session'>;
export type Role = Session['role'];

export const roles: readonly Role[] = ['viewer', 'operator', 'administrator'];

const againMs = 3_000;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/session', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
  retry: (_, error) => Failure.of(error).kind === 'away',
  retryDelay: againMs,
});

/** Who is signed in; a Failure of kind signedOut when nobody is. One that has ended is asked for again: another tab may sign in. */
export const useSession = () =>
  useQuery({
    ...sessionQuery,
    refetchInterval: ({ state: { status, data } }) => status === 'error' && data !== undefined && againMs,
  });

/** Whether the role is enough. While it is not known nothing is promised. */
export function useMay(needs: Role): boolean {
  const { data } = useSession();
  return data !== undefined && roles.indexOf(data.role) >= roles.indexOf(needs);
}

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (credentials: { user: string; password: string }) =>
      bodyOf(api.POST('/api/v1/session', { body: credentials })),
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery.queryKey, session);
    },
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.DELETE('/api/v1/session'),
    // What one person saw is not left for the next.
    onSuccess: () => {
      queries.clear();
      location.assign('/');
    },
  });
}
