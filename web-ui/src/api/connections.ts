import { useQuery } from '@tanstack/react-query';
import { api, bodyOf } from './client';
import type { Schema } from './types';

export type Connection = Schema<'Connection'>;

/** The edge is asked when a person wants to know, since who asked is written down; nothing is kept but what is on the page. */
export const useConnections = (tunnel: string) =>
  useQuery({
    queryKey: ['connections', tunnel],
    queryFn: async ({ signal }) =>
      (
        await bodyOf(
          api.GET('/api/v1/tunnels/{tunnel}/connections', { params: { path: { tunnel } }, signal }),
        )
      ).items,
    enabled: false,
    retry: false,
    gcTime: 0,
  });
