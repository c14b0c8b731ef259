import { Modal } from '@mantine/core';
import { useState } from 'react';
import { type AuditEntry, useAudit } from '../../api/events';
import { ActionButton } from '../../ui/ActionButton';
import { Curl } from '../../ui/Curl';
import { type Column, DataTable } from '../../ui/DataTable';
import { type Difference, Differences } from '../../ui/Differences';
import { Card, Fact, Facts, Page, Row } from '../../ui/Page';
import { Empty, Loading, Trouble } from '../../ui/States';
import { Time } from '../../ui/Time';
import { between } from './between';
import { listPath, useFilters, WordsAndTime } from './filters';
import { More } from './More';

/** As people say it; what is not here is said as the log has it. */
const deeds: Record<string, string> = {
  create: 'made',
  replace: 'changed',
  delete: 'deleted',
  disable: 'took out',
  enable: 'let in',
  confirm: 'confirmed',
  revoke: 'revoked',
  rotate: 'made a new key for',
  join: 'joined as',
  ask: 'looked at',
  run: 'ran',
  read: 'downloaded',
  backup: 'downloaded',
  restore: 'restored',
  'change-password': 'changed the password of',
};

/** Numbers of runs and requests are long, and told apart by their beginning. */
const short = (text: string) => text.replace(/([0-9a-f]{8})-[0-9a-f-]{27}/, '$1\u2026');

/** Who changed what, before and after. */
export default function AuditPage() {
  const filters = useFilters();
  const [open, setOpen] = useState<AuditEntry | null>(null);
  const audit = useAudit(filters.asked);
  const all = audit.data?.pages.flatMap(({ items }) => items) ?? [];
  const columns: Column<AuditEntry>[] = [
    { name: 'When', cell: ({ at }) => <Time at={at} /> },
    {
      name: 'Who',
      cell: ({ actor, actorKind }) => `${actor}${actorKind === 'user' ? '' : ` (${actorKind})`}`,
    },
    { name: 'Did', cell: ({ action }) => deeds[action] ?? action },
    { name: 'To', cell: ({ resource }) => <code>{short(resource)}</code> },
    { name: 'From', cell: ({ address: from }) => from },
    {
      name: 'Details',
      quiet: true,
      cell: (entry) => (
        <ActionButton
          variant="default"
          onClick={() => setOpen(entry)}
          aria-label={`Details of ${entry.resource}`}
        >
          Details
        </ActionButton>
      ),
    },
  ];
  return (
    <Page
      title="Audit"
      lead="Every change that somebody made: who, what, before, after."
      actions={
        <Curl
          calls={[{ what: 'The audit log, newest first', path: listPath('/api/v1/audit', filters.asked) }]}
        />
      }
    >
      <Row>
        <WordsAndTime filters={filters} placeholder="User, resource, request" />
      </Row>
      <Card flush>
        {audit.isPending && <Loading what="the audit log" rows={8} />}
        {audit.isError && !audit.data && (
          <Trouble error={audit.error} what="The audit log" again={() => void audit.refetch()} />
        )}
        {audit.data && all.length === 0 && (
          <Empty
            title={
              Object.keys(filters.asked).length > 0 ? 'No entry fits' : 'Nobody has changed anything yet'
            }
            icon="audit"
          />
        )}
        {all.length > 0 && (
          <DataTable label="Audit log" columns={columns} rows={all} rowKey={({ id }) => String(id)} />
        )}
        <More pages={audit} />
      </Card>
      <Modal opened={open !== null} onClose={() => setOpen(null)} title={open?.resource} size="lg">
        {open && <Entry entry={open} differences={between(open.before, open.after)} />}
      </Modal>
    </Page>
  );
}

function Entry({ entry, differences }: { entry: AuditEntry; differences: Difference[] }) {
  return (
    <>
      <Facts>
        <Fact name="Who">
          {entry.actor} from {entry.address}
        </Fact>
        <Fact name="When">
          <Time at={entry.at} />
        </Fact>
        <Fact name="Did">
          {deeds[entry.action] ?? entry.action} <code>{entry.resource}</code>
        </Fact>
        {entry.requestId && (
          <Fact name="Request">
            <code>{entry.requestId}</code>
          </Fact>
        )}
      </Facts>
      {differences.length > 0 && (
        <Differences
          differences={differences}
          label={`What changed in ${entry.resource}`}
          headings={['Before', 'After']}
        />
      )}
    </>
  );
}
