import { Button, Loader } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Failure } from '../api/problem';
import { useReached } from '../api/reached';
import { type Change, DialogFoot } from './ChangeDialog';
import { CurlFold } from './Curl';
import { Differences } from './Differences';
import { Notice, Trouble } from './States';
import { durationText } from './units';

/**
 *   difference -> (confirm) -> sent -> reached | refused | rolled back
 */
export function ChangeSteps({ change, close }: { change: Change; close: () => void }) {
  const preview = useQuery({
    queryKey: ['preview', change.title, change],
    queryFn: () => change.send(true),
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const sent = useMutation({
    mutationFn: () => change.send(false),
    onSuccess: () => {
      change.done?.();
      if (change.quiet) {
        close();
      }
    },
  });
  if (sent.data) {
    return <Outcome change={change} revision={sent.data.revision} close={close} />;
  }
  const nothing = preview.data?.differences.length === 0 && !change.always;
  return (
    <>
      {change.says && <p className="dialogSays">{change.says}</p>}
      {preview.isPending && (
        <p role="status">
          <Loader size="xs" /> Asking what this would change…
        </p>
      )}
      {preview.isError && (
        <Trouble error={preview.error} what="The difference" again={() => void preview.refetch()} />
      )}
      {preview.data && !(change.always && preview.data.differences.length === 0) && (
        <Differences differences={preview.data.differences} label="What changes" />
      )}
      {preview.data?.couldCutAccess && <AccessWarning {...(change.node ? { node: change.node } : {})} />}
      {sent.isError && <Refused error={sent.error} />}
      {change.call && preview.data && !nothing && <CurlFold call={change.call} />}
      <DialogFoot close={close}>
        <Button
          size="sm"
          color={change.danger ? 'red' : 'blue'}
          loading={sent.isPending}
          disabled={!preview.data || nothing}
          onClick={() => sent.mutate()}
        >
          {change.action}
        </Button>
      </DialogFoot>
    </>
  );
}

function AccessWarning({ node = 'the node' }: { node?: string }) {
  return (
    <div className="dialogNotice">
      <Notice tone="suspect" title={`This could cut ${node} off`}>
        {node} tries it, and goes back by itself unless it still reaches the control plane afterwards.
      </Notice>
    </div>
  );
}

function Refused({ error }: { error: unknown }) {
  const failure = Failure.of(error);
  const fields = Object.entries(failure.fields);
  return (
    <div className="dialogNotice">
      <Notice tone="down" title={`Nothing was changed: ${failure.title}`}>
        {failure.detail}
        {fields.map(([field, message]) => (
          <div key={field}>
            <code>{field}</code> {message}
          </div>
        ))}
      </Notice>
    </div>
  );
}

/** Stored is not yet so: what the node makes of it. */
function Outcome({
  change,
  revision,
  close,
}: {
  change: Change;
  revision: number | null;
  close: () => void;
}) {
  const waits = change.node !== undefined && revision !== null;
  const progress = useReached(waits ? (change.node ?? null) : null, revision);
  const begun = useRef(Date.now());
  const took = useRef<number>(undefined);
  useEffect(() => {
    if (progress.state !== 'waiting') {
      took.current ??= (Date.now() - begun.current) / 1000;
    }
  }, [progress.state]);
  return (
    <>
      {!waits && <Notice tone="up" title="Done" />}
      {waits && progress.state === 'waiting' && (
        <Notice tone="standby" title={`Stored as revision ${revision}; ${change.node} is on its way to it`}>
          {progress.online
            ? 'This takes a second or two.'
            : `${change.node} is away now and will take it up when it is back.`}
        </Notice>
      )}
      {waits && progress.state === 'reached' && (
        <Notice tone="up" title={`${change.node} has reached revision ${revision}`}>
          {took.current !== undefined && `It took ${durationText(Math.max(1, took.current))}.`}
        </Notice>
      )}
      {waits && progress.state === 'refused' && (
        <Notice tone="down" title={`${change.node} went back to what it had before`}>
          {progress.reason}
        </Notice>
      )}
      <DialogFoot close={close} />
    </>
  );
}
