import type { Change, ChangeAnswer } from '../ui/ChangeDialog';
import { api } from './client';
import type { Node } from './nodes';
import { queryClient } from './queries';
import { answerOf } from './uplinks';

/** Undoes the last change of a node or of one of its uplinks: of the revision that was seen, so that two people do not undo each other. */
export function rollback({ name, status }: Node): Change {
  const revision = status.desiredRevision ?? 0;
  const send = async (dryRun: boolean): Promise<ChangeAnswer> => {
    const { data } = await api.POST('/api/v1/nodes/{node}/rollback', {
      params: { path: { node: name }, query: { dryRun } },
      body: { revision },
    });
    return dryRun
      ? answerOf(data, true)
      : { differences: [], couldCutAccess: false, revision: (data as Node).status.desiredRevision };
  };
  return {
    title: `Undo the last change of ${name}`,
    says: 'Of its configuration or of one of its uplinks, whichever was changed last. Undone twice, it is back again.',
    action: 'Undo it',
    node: name,
    call: {
      what: 'Undo the last change',
      method: 'POST',
      path: `/api/v1/nodes/${name}/rollback`,
      body: { revision },
    },
    send,
    done: () => {
      void queryClient.invalidateQueries({ queryKey: ['nodes'] });
      void queryClient.invalidateQueries({ queryKey: ['uplinks'] });
    },
  };
}

/** Why it cannot be undone, or null when it can. */
export const whyNoRollback = ({ status }: Node): string | null =>
  status.desiredRevision === null ? 'Nothing was asked of it yet.' : null;
