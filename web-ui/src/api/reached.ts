import { useQuery } from '@tanstack/react-query';
import { nodeQuery } from './nodes';

export type Progress =
  | { state: 'waiting'; online: boolean }
  | { state: 'reached' }
  | { state: 'refused'; reason: string };

const words: Record<string, string> = {
  invalid: 'It found mistakes',
  failed: 'Its machine did not take it',
  'not-confirmed': 'It did not prove itself in time',
  interrupted: 'The node stopped while it was on trial',
};

/** What a node makes of a revision, asked once a second until it is known. */
export function useReached(node: string | null, revision: number | null): Progress {
  const { data } = useQuery({
    ...nodeQuery(node ?? ''),
    enabled: node !== null && revision !== null,
    staleTime: 0,
    refetchInterval: 1_000,
  });
  if (!data || revision === null) {
    return { state: 'waiting', online: true };
  }
  const { reachedRevision, refused: refusal, online } = data.value.status;
  if (refusal && refusal.revision >= revision) {
    return {
      state: 'refused',
      reason: `${words[refusal.cause] ?? refusal.cause}: ${refusal.reasons.join(' ')}`,
    };
  }
  return (reachedRevision ?? 0) >= revision ? { state: 'reached' } : { state: 'waiting', online };
}
