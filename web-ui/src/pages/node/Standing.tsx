import { type Node, shutOut } from '../../api/nodes';
import { type RefusedRevision, refusalText, wentBack } from '../../api/reached';
import { rollback } from '../../api/rollback';
import { ActionButton } from '../../ui/ActionButton';
import { useChange } from '../../ui/ChangeDialog';
import { Notice } from '../../ui/States';
import { Time } from '../../ui/Time';
import { TrialNotice } from '../../ui/TrialNotice';

/** Whatever keeps the node from being what it is asked to be. */
export function Standing({ node, online }: { node: Node; online: boolean }) {
  const { refused, trial, desiredRevision: desired } = node.status;
  const reached = node.status.reachedRevision ?? 0;
  const out = shutOut(node);
  return (
    <>
      {!online && out && (
        <Notice tone="down" title={`${node.name} is shut out`}>
          {out}
        </Notice>
      )}
      {!online && !out && node.status.lastReportAt && (
        <Notice tone="suspect" title={`${node.name} is offline`}>
          Last heard of at <Time at={node.status.lastReportAt} />. If it runs, it carries on by what it was
          last told; what you see is as old. Changes made now reach it when it is back.
        </Notice>
      )}
      {trial && <TrialNotice node={node.name} trial={trial} />}
      {refused && refused.revision > reached && !trial && <WentBack node={node} refused={refused} />}
      {online && !refused && !trial && desired && reached < desired && (
        <Notice tone="standby" title={`On its way from revision ${reached} to ${desired}`} />
      )}
      {node.status.warnings.filter(isNews).map((warning) => (
        <Notice key={warning} tone="suspect" title="The node says">
          {warning}
        </Notice>
      ))}
    </>
  );
}

/** That an uplink is out which a person has taken out is no warning. */
const isNews = (warning: string) => !/^uplink \S+ is not used: disabled$/.test(warning);

/** It runs what it had before; what was asked for is stored still. */
function WentBack({ node, refused }: { node: Node; refused: RefusedRevision }) {
  const change = useChange();
  const { reachedRevision, desiredRevision } = node.status;
  const runs = reachedRevision ? `revision ${reachedRevision}` : 'nothing';
  return (
    <Notice
      tone="down"
      title={
        wentBack(refused) && reachedRevision
          ? `${node.name} went back from revision ${refused.revision} to ${reachedRevision}`
          : `Revision ${refused.revision} does not run; ${runs} does`
      }
      action={
        refused.revision === desiredRevision && (
          <ActionButton needs="operator" variant="default" onClick={() => change(rollback(node))}>
            Undo the change
          </ActionButton>
        )
      }
    >
      {refusalText(refused)} (<Time at={refused.at} />)
    </Notice>
  );
}
