import { queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, bodyOf, taggedOf } from './client';
import type { Schema } from './types';

export type Node = Schema<'Node'>;

/** Why the control plane lets it in no more; null while it would. */
export const shutOut = ({ status }: Node): string | null =>
  (!status.online && status.conditions.find(({ reason }) => reason === 'revoked')?.message) || null;

export type Tunnel = Schema<'Tunnel'>;
export type Path = Schema<'Path'>;
export type Carrier = Schema<'Carrier'>;
export type Datagrams = Schema<'Datagrams'>;
export type Streams = Schema<'Streams'>;

export const nodesQuery = queryOptions({
  queryKey: ['nodes', 'all'],
  queryFn: async ({ signal }) =>
    (await bodyOf(api.GET('/api/v1/nodes', { params: { query: { limit: 1000 } }, signal }))).items,
  // The stream tells of changes; this is for what it cannot tell.
  refetchInterval: 15_000,
});

export const useNodes = () => useQuery(nodesQuery);

export const nodeQuery = (name: string) =>
  queryOptions({
    queryKey: ['nodes', 'one', name],
    queryFn: ({ signal }) =>
      taggedOf(api.GET('/api/v1/nodes/{node}', { params: { path: { node: name } }, signal })),
    refetchInterval: 5_000,
  });

export const useNode = (name: string) => useQuery(nodeQuery(name));

const colourCount = 6;

/** An uplink's colour is its place among the node's uplinks by name, so that it is the same on every page. */
export const colourOf = (uplink: string, all: readonly string[]) =>
  (Math.max(0, [...all].sort().indexOf(uplink)) % colourCount) + 1;

/** Names of a node's uplinks that have paths. */
export const pathNames = (node: Node | undefined): string[] => [
  ...new Set((node?.status.tunnels ?? []).flatMap(({ paths }) => paths.map(({ name }) => name))),
];

/** Colours of one node's uplinks; stays the same function while the uplinks do. */
export function useColours(node: string): (uplink: string) => number {
  const { data } = useNodes();
  const names = pathNames(data?.find(({ name }) => name === node)).join(' ');
  return useCallback((uplink: string) => colourOf(uplink, names.split(' ')), [names]);
}
