import { useState } from 'react';
import { type EnrolmentKey, keyRevocation, useKeys } from '../../api/keys';
import { ActionButton } from '../../ui/ActionButton';
import { useChange } from '../../ui/ChangeDialog';
import { Curl } from '../../ui/Curl';
import { type Column, DataTable } from '../../ui/DataTable';
import { Icon } from '../../ui/Icon';
import { Card, Page } from '../../ui/Page';
import { Empty, Loading, Trouble } from '../../ui/States';
import { Time } from '../../ui/Time';
import { Verdict, type VerdictName } from '../../ui/Verdict';
import { KeyDialog } from './KeyDialog';
import { stageWords } from './stages';

const looks: Record<EnrolmentKey['state'], VerdictName> = {
  valid: 'up',
  used: 'standby',
  expired: 'unknown',
};

/** What lets a machine become a node. */
export default function KeysPage() {
  const keys = useKeys();
  const change = useChange();
  const [making, setMaking] = useState(false);
  const columns: Column<EnrolmentKey>[] = [
    { name: 'Key', cell: ({ name }) => name },
    { name: 'State', cell: ({ state }) => <Verdict verdict={looks[state]} word={state} /> },
    { name: 'For', cell: ({ kind, nodeName }) => (nodeName ? `${kind} ${nodeName}` : `any ${kind}`) },
    { name: 'Used', figure: true, cell: ({ usedBy, uses }) => `${usedBy.length} of ${uses}` },
    {
      name: 'By',
      cell: ({ usedBy }) =>
        usedBy.map(({ node, stage }) => `${node}: ${stageWords[stage]}`).join('; ') || '–',
    },
    { name: 'Refused', cell: ({ refusals }) => <LastRefusal refusals={refusals} /> },
    { name: 'Ends', cell: ({ expiresAt }) => <Time at={expiresAt} /> },
    {
      name: 'Actions',
      quiet: true,
      cell: (key) => (
        <ActionButton
          needs="operator"
          variant="subtle"
          color="red"
          because={key.state === 'valid' ? null : 'Nobody can join with it any more as it is.'}
          onClick={() => change(keyRevocation(key))}
          aria-label={`Revoke ${key.name}`}
        >
          Revoke
        </ActionButton>
      ),
    },
  ];
  return (
    <Page
      title="Enrolment keys"
      lead="A key lets a machine join: once or as often as it says, until it ends. It is shown when it is made, and never again."
      actions={
        <>
          <Curl
            calls={[
              { what: 'All keys', path: '/api/v1/enrolment-keys' },
              {
                what: 'Make one',
                method: 'PUT',
                path: '/api/v1/enrolment-keys/van',
                body: { kind: 'edge', uses: 1, expiresAt: '2027-01-01T00:00:00Z' },
              },
            ]}
          />
          <ActionButton
            needs="operator"
            leftSection={<Icon name="plus" size={15} />}
            onClick={() => setMaking(true)}
          >
            Make a key
          </ActionButton>
        </>
      }
    >
      <Card flush>
        {keys.isPending && <Loading what="keys" />}
        {keys.isError && !keys.data && (
          <Trouble error={keys.error} what="Keys" again={() => void keys.refetch()} />
        )}
        {keys.data?.length === 0 && (
          <Empty title="No keys" icon="plus">
            Make one for each machine that shall join, and paste its line there.
          </Empty>
        )}
        {keys.data && keys.data.length > 0 && (
          <DataTable label="Enrolment keys" columns={columns} rows={keys.data} rowKey={({ name }) => name} />
        )}
      </Card>
      <KeyDialog opened={making} close={() => setMaking(false)} />
    </Page>
  );
}

function LastRefusal({ refusals }: { refusals: EnrolmentKey['refusals'] }) {
  const last = refusals[refusals.length - 1];
  return last ? (
    <span>
      {last.detail} (<Time at={last.at} />, {last.address})
    </span>
  ) : (
    '–'
  );
}
