import { Loader } from '@mantine/core';
import type { Diagnostic } from '../../api/diagnostics';
import { Muted, Row } from '../../ui/Page';
import { Time } from '../../ui/Time';
import { Verdict } from '../../ui/Verdict';

const words = {
  queued: 'waits for the node',
  running: 'is running',
  done: 'done',
  failed: 'failed',
} as const;

/** When it was asked for, and how far it is. */
export function RunLine({ diagnostic: { state, createdAt, reason, node } }: { diagnostic: Diagnostic }) {
  const busy = state === 'queued' || state === 'running';
  return (
    <Row>
      <Verdict
        verdict={state === 'done' ? 'up' : state === 'failed' ? 'down' : 'standby'}
        word={words[state]}
      />
      {busy && <Loader size={14} />}
      <Muted>
        {node}, <Time at={createdAt} />
      </Muted>
      {reason && <span>{reason}</span>}
    </Row>
  );
}
