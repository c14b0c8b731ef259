import { useEffect, useRef } from 'react';
import { useReached } from '../api/reached';
import { rollback } from '../api/rollback';
import { ActionButton } from './ActionButton';
import { type Change, DialogFoot, useChange } from './ChangeDialog';
import { Notice } from './States';
import { TrialNotice } from './TrialNotice';
import { durationText } from './units';

type OutcomeProps = { change: Change; revision: number | null; close: () => void };

/** Stored is not yet so: what the node makes of it. */
export function ChangeOutcome({ change, revision, close }: OutcomeProps) {
  const { node } = change;
  return (
    <>
      {node !== undefined && revision !== null ? (
        <NodeOutcome node={node} revision={revision} />
      ) : (
        <Notice tone="up" title="Done" />
      )}
      <DialogFoot close={close} />
    </>
  );
}

/**
 *   on its way -> on trial -> reached
 *                          -> went back
 */
function NodeOutcome({ node, revision }: { node: string; revision: number }) {
  const change = useChange();
  const progress = useReached(node, revision);
  const begun = useRef(Date.now());
  const took = useRef<number>(undefined);
  useEffect(() => {
    if (progress.state === 'reached' || progress.state === 'refused') {
      took.current ??= (Date.now() - begun.current) / 1000;
    }
  }, [progress.state]);
  switch (progress.state) {
    case 'waiting':
      return (
        <Notice tone="standby" title={`Stored as revision ${revision}; ${node} is on its way to it`}>
          {progress.online
            ? 'This takes a second or two.'
            : `${node} is away now and will take it up when it is back.`}
        </Notice>
      );
    case 'trial':
      return <TrialNotice node={node} trial={progress.trial} />;
    case 'reached':
      return (
        <Notice tone="up" title={`${node} has reached revision ${revision}`}>
          {took.current !== undefined && `It took ${durationText(Math.max(1, took.current))}.`}
        </Notice>
      );
    case 'refused':
      return (
        <Notice
          tone="down"
          title={`${node} went back to what it had before`}
          action={
            <ActionButton needs="operator" variant="default" onClick={() => change(rollback(progress.node))}>
              Undo the change
            </ActionButton>
          }
        >
          {progress.reason} What was asked for is stored still, until it is changed or undone.
        </Notice>
      );
  }
}
