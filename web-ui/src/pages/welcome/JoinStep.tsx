import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { inDays, makeKey } from '../../api/keys';
import { nodeQuery } from '../../api/nodes';
import { Failure } from '../../api/problem';
import { ActionButton } from '../../ui/ActionButton';
import { Notice } from '../../ui/States';
import { JoinProgress } from '../access/JoinProgress';
import css from './Welcome.module.css';

type JoinStepProps = { node: string; kind: 'edge' | 'hub'; next: () => void };

/** A key for one node and its line; goes on when the machine talks to the control plane. */
export function JoinStep({ node, kind, next }: JoinStepProps) {
  const { data } = useQuery({ ...nodeQuery(node), refetchInterval: 1_000 });
  const key = useMutation({
    mutationFn: () =>
      makeKey(`${node}-${Math.floor(Date.now() / 1000).toString(36)}`, {
        kind,
        nodeName: node,
        uses: 1,
        expiresAt: inDays(1),
      }),
  });
  const online = data?.value.status.online ?? false;
  return (
    <div className={css.form}>
      {online && <Notice tone="up" title={`${node} talks to the control plane`} />}
      {!online && !key.data && (
        <Notice tone="standby" title={`Now let the machine join as ${node}`}>
          It needs Linux with MPTCP, braid-node, and a way to this address.
        </Notice>
      )}
      {key.data && <JoinProgress made={key.data} until="session" />}
      {key.isError && (
        <Notice tone="down" title="No key was made">
          {Failure.of(key.error).detail}
        </Notice>
      )}
      <div className={css.foot}>
        {!online && (
          <ActionButton
            needs="operator"
            size="sm"
            variant={key.data ? 'default' : 'filled'}
            loading={key.isPending}
            onClick={() => key.mutate()}
          >
            {key.data ? 'Make another key' : 'Show the line to paste'}
          </ActionButton>
        )}
        {online && (
          <Button size="sm" onClick={next}>
            Go on
          </Button>
        )}
      </div>
    </div>
  );
}
