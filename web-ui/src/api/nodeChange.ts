import { useMutation } from '@tanstack/react-query';
import type { Change, ChangeAnswer } from '../ui/ChangeDialog';
import { against } from './against';
import { api, bodyOf } from './client';
import type { Node } from './nodes';
import { queryClient } from './queries';
import type { Schema } from './types';
import { answerOf } from './uplinks';

const changed = () => void queryClient.invalidateQueries({ queryKey: ['nodes'] });

/** A change of a node's spec, made against what was read; null as the old one creates, null as the new one deletes. */
export function nodeChange(
  name: string,
  old: Node | null,
  spec: Schema<'NodeSpec'> | null,
  done: () => void = () => {},
): Change {
  const made = against(old?.revision ?? null);
  const send = async (dryRun: boolean, byPerson = false): Promise<ChangeAnswer> => {
    const params = {
      path: { node: name },
      query: { dryRun },
      header: made,
    };
    const answer =
      spec === null
        ? await api.DELETE('/api/v1/nodes/{node}', { params })
        : await api.PUT('/api/v1/nodes/{node}', {
            params: { ...params, query: { dryRun, ...(byPerson ? { confirm: 'person' } : {}) } },
            body: { spec },
          });
    return answerOf(answer.data, dryRun);
  };
  const verb = spec === null ? 'Delete' : old === null ? 'Create' : 'Change';
  return {
    title: `${verb} ${name}`,
    action: verb,
    danger: spec === null,
    ...(spec === null
      ? { says: `Its certificates are revoked and its tunnels are cut within seconds.` }
      : { node: name, confirmable: old !== null }),
    ...(old && spec && resets(old.spec, spec)
      ? { says: `TCP connections that ${name} carries are reset by this; programs connect anew.` }
      : {}),
    call: {
      what: `${verb} ${name}`,
      method: spec === null ? 'DELETE' : 'PUT',
      path: `/api/v1/nodes/${name}`,
      against: made,
      ...(spec === null ? {} : { body: { spec } }),
    },
    send,
    done: () => {
      changed();
      done();
    },
  };
}

/** What a running node cannot follow without beginning its tunnels anew. */
const resets = (old: Schema<'NodeSpec'>, spec: Schema<'NodeSpec'>): boolean =>
  (['hubs', 'tunnel', 'streams'] as const).some(
    (part) => JSON.stringify(partOf(old, part)) !== JSON.stringify(partOf(spec, part)),
  );
const partOf = (spec: object, part: string): unknown => (spec as Record<string, unknown>)[part];

/** A person says that a revision on trial shall stay. */
export const useConfirm = (node: string) =>
  useMutation({
    mutationFn: (revision: number) =>
      api.POST('/api/v1/nodes/{node}/confirm', { params: { path: { node } }, body: { revision } }),
    onSuccess: changed,
  });

/** Makes a node. */
export async function createNode(name: string, spec: Schema<'NodeSpec'>): Promise<Node> {
  const made = await bodyOf(
    api.PUT('/api/v1/nodes/{node}', {
      params: { path: { node: name }, header: { 'If-None-Match': '*' } },
      body: { spec },
    }),
  );
  changed();
  return made as Node;
}

export async function replaceNode(old: Node, spec: Schema<'NodeSpec'>): Promise<void> {
  await api.PUT('/api/v1/nodes/{node}', {
    params: { path: { node: old.name }, header: { 'If-Match': `"${old.revision}"` } },
    body: { spec },
  });
  changed();
}
