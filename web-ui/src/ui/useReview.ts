import { useState } from 'react';
import { Failure } from '../api/problem';
import { type Change, useChange } from './ChangeDialog';

type Review = {
  /** What is wrong with a field, by the end of its path: the server says spec.dataCap.billingDay, the form dataCap.billingDay; of a list each entry. */
  errorOf: (field: string) => string | undefined;
  /** What is wrong with none of them. */
  failure: Failure | null;
  pending: boolean;
  review: (change: Change, accepted: () => void) => Promise<void>;
};

/** A form's way to a change: what is wrong is said at its field; only what the server would take is shown as a difference. */
export function useReview(): Review {
  const ask = useChange();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [pending, setPending] = useState(false);
  const errorOf = (field: string) =>
    Object.entries(failure?.fields ?? {}).find(([path]) => {
      const named = path.replace(/\[\d+\]$/, '');
      return named === field || named.endsWith(`.${field}`);
    })?.[1];
  const review = async (change: Change, accepted: () => void) => {
    setPending(true);
    setFailure(null);
    try {
      await change.send(true);
      accepted();
      ask(change);
    } catch (error) {
      setFailure(Failure.of(error));
    } finally {
      setPending(false);
    }
  };
  return { errorOf, failure, pending, review };
}
