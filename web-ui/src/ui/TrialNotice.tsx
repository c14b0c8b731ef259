import { useConfirm } from '../api/nodeChange';
import { Failure } from '../api/problem';
import type { Trial } from '../api/reached';
import { ActionButton } from './ActionButton';
import { Notice } from './States';
import { Time } from './Time';

/** A node runs something new, and goes back from it unless it is confirmed: by itself, or by the person who reads this. */
export function TrialNotice({ node, trial }: { node: string; trial: Trial }) {
  const confirm = useConfirm(node);
  if (!trial.byPerson) {
    return (
      <Notice tone="standby" title={`${node} tries revision ${trial.revision}`}>
        It keeps it as soon as it has reached the control plane with it, and its hub if it did before.
        Otherwise it goes back at <Time at={trial.confirmBy} />.
      </Notice>
    );
  }
  return (
    <Notice
      tone="suspect"
      title={`${node} tries revision ${trial.revision}: keep it?`}
      action={
        <ActionButton
          needs="operator"
          loading={confirm.isPending || confirm.isSuccess}
          onClick={() => confirm.mutate(trial.revision)}
        >
          Keep it
        </ActionButton>
      }
    >
      Look whether all is as it should be. Without an answer {node} goes back at <Time at={trial.confirmBy} />
      .{confirm.isError && ` Not confirmed: ${Failure.of(confirm.error).detail}`}
    </Notice>
  );
}
