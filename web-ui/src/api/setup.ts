import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from './client';
import { sessionQuery } from './session';

/** Whether there is no administrator yet; anyone may ask. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => bodyOf(api.GET('/api/v1/setup', { signal })),
  staleTime: 0,
});

export function useSetUp() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ token, user, password }: { token: string; user: string; password: string }) => {
      await api.POST('/api/v1/setup', { body: { token, user, password } });
      return bodyOf(api.POST('/api/v1/session', { body: { user, password } }));
    },
    onSuccess: (session) => queries.setQueryData(sessionQuery.queryKey, session),
  });
}
