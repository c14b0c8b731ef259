import { Button, Checkbox, Loader } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '../api/problem';
import { type Change, DialogFoot } from './ChangeDialog';
import { ChangeOutcome } from './ChangeOutcome';
import { CurlFold } from './Curl';
import { Differences } from './Differences';
import { Notice, Trouble } from './States';

/**
 *   difference -> (a person shall confirm it) -> sent -> what the node makes of it
 */
export function ChangeSteps({ change, close }: { change: Change; close: () => void }) {
  const [byPerson, setByPerson] = useState(false);
  const preview = useQuery({
    queryKey: ['preview', change.title, change],
    queryFn: () => change.send(true),
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const sent = useMutation({
    mutationFn: () => change.send(false, byPerson),
    onSuccess: () => {
      change.done?.();
      if (change.quiet) {
        close();
      }
    },
  });
  if (sent.data) {
    return <ChangeOutcome change={change} revision={sent.data.revision} close={close} />;
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
      {preview.data?.couldCutAccess && (
        <AccessWarning byPerson={byPerson} {...(change.node ? { node: change.node } : {})} />
      )}
      {change.confirmable && preview.data && !nothing && (
        <Checkbox
          className="dialogChoice"
          label="I confirm it myself afterwards"
          description={`${change.node} goes back by itself unless somebody says here, within its time, that all is well.`}
          checked={byPerson}
          onChange={(event) => setByPerson(event.currentTarget.checked)}
        />
      )}
      {sent.isError && <Refused error={sent.error} />}
      {change.call && preview.data && !nothing && (
        <CurlFold
          call={byPerson ? { ...change.call, path: `${change.call.path}?confirm=person` } : change.call}
        />
      )}
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

function AccessWarning({ node = 'the node', byPerson }: { node?: string; byPerson: boolean }) {
  return (
    <div className="dialogNotice">
      <Notice tone="suspect" title={`This could cut ${node} off`}>
        {node} tries it, and goes back by itself unless{' '}
        {byPerson
          ? 'you confirm it.'
          : 'it still reaches the control plane afterwards, and its hub if it does now.'}
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
