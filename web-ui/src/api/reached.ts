import { useQuery } from '@tanstack/react-query';
import { type Node, nodeQuery } from './nodes';
import type { Schema } from './types';

export type Trial = Schema<'TrialRevision'>;
export type RefusedRevision = Schema<'RefusedRevision'>;

export type Progress =
  | { state: 'waiting'; online: boolean }
  | { state: 'trial'; trial: Trial }
  | { state: 'reached' }
  | { state: 'refused'; reason: string; node: Node };

const words: Record<string, string> = {
  invalid: 'It found mistakes',
  failed: 'Its machine did not take it',
  'not-confirmed': 'It did not prove itself in time',
  'tunnel-down': 'Its tunnel did not come up again',
  interrupted: 'The node stopped while it was on trial',
};

/** Why a node does not run what was asked for, in words. */
export const refusalText = ({ cause, reasons }: RefusedRevision): string => {
  const reason = reasons.join(' ');
  return `${words[cause] ?? cause}: ${reason}${/[.!?]$/.test(reason) ? '' : '.'}`;
};

/** Whether the node ran it and left it again, or never began. */
export const wentBack = ({ cause }: RefusedRevision): boolean => cause !== 'invalid';

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
  const { reachedRevision, refused: refusal, trial, online } = data.value.status;
  if (trial?.revision === revision) {
    return { state: 'trial', trial };
  }
  if (refusal && refusal.revision >= revision) {
    return { state: 'refused', reason: refusalText(refusal), node: data.value };
  }
  return (reachedRevision ?? 0) >= revision ? { state: 'reached' } : { state: 'waiting', online };
}
