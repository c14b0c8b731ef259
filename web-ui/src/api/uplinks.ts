import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Change, ChangeAnswer } from '../ui/ChangeDialog';
import { against } from './against';
import { api, bodyOf } from './client';
import { queryClient } from './queries';
import type { Schema } from './types';

export type Uplink = Schema<'Uplink'>;
export type UplinkSpec = Schema<'UplinkSpec'>;

export const uplinksQuery = (node: string) =>
  queryOptions({
    queryKey: ['uplinks', node],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET('/api/v1/nodes/{node}/uplinks', { params: { path: { node } }, signal }))).items,
    staleTime: 30_000,
  });

/** Of an edge; a hub has none. */
export const useUplinks = (node: string, enabled = true) => useQuery({ ...uplinksQuery(node), enabled });

const changed = () => {
  void queryClient.invalidateQueries({ queryKey: ['uplinks'] });
  void queryClient.invalidateQueries({ queryKey: ['nodes'] });
};

/** A change of one uplink, made against what was read; null as the old one creates, null as the new one deletes. */
export function uplinkChange(
  node: string,
  name: string,
  old: Uplink | null,
  spec: UplinkSpec | null,
): Change {
  const made = against(old?.revision ?? null);
  const send = async (dryRun: boolean, byPerson = false): Promise<ChangeAnswer> => {
    const params = {
      path: { node, uplink: name },
      query: { dryRun, ...(byPerson ? { confirm: 'person' } : {}) },
      header: made,
    };
    const answer =
      spec === null
        ? await api.DELETE('/api/v1/nodes/{node}/uplinks/{uplink}', { params })
        : await api.PUT('/api/v1/nodes/{node}/uplinks/{uplink}', { params, body: { spec } });
    return answerOf(answer.data, dryRun);
  };
  const verb = spec === null ? 'Delete' : old === null ? 'Add' : 'Change';
  return {
    title: `${verb} ${name} of ${node}`,
    action: verb,
    danger: spec === null,
    node,
    confirmable: true,
    call: {
      what: `${verb} ${name}`,
      method: spec === null ? 'DELETE' : 'PUT',
      path: `/api/v1/nodes/${node}/uplinks/${name}`,
      against: made,
      ...(spec === null ? {} : { body: { spec } }),
    },
    send,
    done: changed,
  };
}

/** Takes a link out, whatever its role, or lets it take its role again. */
export function outOrIn(node: string, uplink: Uplink): Change {
  const out = !uplink.spec.disabled;
  return {
    ...uplinkChange(node, uplink.name, uplink, { ...uplink.spec, disabled: out }),
    title: out ? `Take ${uplink.name} out` : `Let ${uplink.name} back in`,
    says: out
      ? `What ${uplink.name} carries moves to the other uplinks at once; nothing is lost. It stays out until somebody lets it back in.`
      : `${uplink.name} takes its role again as soon as its probes are answered.`,
    action: out ? 'Take it out' : 'Let it in',
    danger: out,
  };
}

/** What the API answers to a dry run and to the change itself. */
export function answerOf(body: unknown, dryRun: boolean): ChangeAnswer {
  if (dryRun) {
    const { differences, couldCutAccess } = body as Schema<'DryRun'>;
    return { differences, couldCutAccess, revision: null };
  }
  const revision = (body as { revision?: number } | undefined)?.revision ?? null;
  return { differences: [], couldCutAccess: false, revision };
}

/** Makes an uplink, or does nothing when it is there and the same. */
export async function putUplink(node: string, name: string, spec: UplinkSpec): Promise<void> {
  const there = (await queryClient.fetchQuery({ ...uplinksQuery(node), staleTime: 0 })).find(
    (uplink) => uplink.name === name,
  );
  await api.PUT('/api/v1/nodes/{node}/uplinks/{uplink}', {
    params: { path: { node, uplink: name }, header: against(there?.revision ?? null) },
    body: { spec: { ...there?.spec, ...spec } },
  });
  changed();
}
