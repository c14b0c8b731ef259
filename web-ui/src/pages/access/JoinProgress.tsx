import { Loader } from '@mantine/core';
import { type EnrolmentKey, useKeyProgress } from '../../api/keys';
import { Copy } from '../../ui/Copy';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/States';
import { Time } from '../../ui/Time';
import css from './JoinProgress.module.css';
import { stages, stageWords } from './stages';

/** The line to paste, and live what the machine makes of it, until its first packet. */
export function JoinProgress({
  made,
  until = 'first-packet',
}: {
  made: EnrolmentKey;
  until?: (typeof stages)[number];
}) {
  const { data = made } = useKeyProgress(made.name);
  const came = data.usedBy[data.usedBy.length - 1];
  const reached = came ? stages.indexOf(came.stage) : -1;
  const refusal = data.refusals[data.refusals.length - 1];
  return (
    <div className={css.progress}>
      {made.command && (
        <>
          <p className={css.says}>
            Paste this on the machine, as root. It is shown now and never again; it ends at{' '}
            <Time at={made.expiresAt} />.
          </p>
          <Copy text={`sudo ${made.command}`} label="the line to paste" />
        </>
      )}
      <ol className={css.steps} aria-live="polite">
        {stages.slice(0, stages.indexOf(until) + 1).map((stage, index) => (
          <li key={stage} className={css.step} data-done={index <= reached} data-now={index === reached + 1}>
            <span className={css.mark}>
              {index <= reached ? (
                <Icon name="check" size={14} />
              ) : index === reached + 1 ? (
                <Loader size={12} />
              ) : null}
            </span>
            <span>
              {came?.node ?? data.nodeName ?? 'The machine'} {stageWords[stage]}
              {index === 0 && came && (
                <>
                  {' '}
                  since <Time at={came.at} />
                </>
              )}
              <span className="onlyRead">{index <= reached ? ' (done)' : ' (waiting)'}</span>
            </span>
          </li>
        ))}
      </ol>
      {refusal && reached < 0 && (
        <Notice tone="down" title="A machine came with this key and was refused">
          {refusal.detail} (<Time at={refusal.at} />, from {refusal.address})
        </Notice>
      )}
    </div>
  );
}
