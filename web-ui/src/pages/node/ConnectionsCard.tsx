import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Connection, useConnections } from '../../api/connections';
import { colourOf, type Tunnel } from '../../api/nodes';
import { ActionButton } from '../../ui/ActionButton';
import { type Column, DataTable } from '../../ui/DataTable';
import { Card, Stack } from '../../ui/Page';
import { Empty, Loading, Trouble } from '../../ui/States';
import { shortTime } from '../../ui/time';
import { dataText, durationText } from '../../ui/units';
import css from './PathTable.module.css';

type Row = Connection & { key: string };

/** More than these are searched, not read. */
const fewEnough = 12;

/** Who speaks with whom just now, over which uplinks; asked for by a person, not shown by itself. */
export function ConnectionsCard({ tunnel, online }: { tunnel: Tunnel; online: boolean }) {
  const asked = useConnections(tunnel.name);
  const [words, setWords] = useState('');
  const all = asked.data ?? [];
  const rows = rowsOf(all, words);
  const note = asked.data
    ? `${all.length === 500 ? 'The busiest 500' : all.length} at ${shortTime(asked.dataUpdatedAt)}`
    : `${tunnel.edge} is asked, and that you asked is in the audit log; nothing of it is kept`;
  return (
    <Card
      title={`TCP connections to ${tunnel.hub}`}
      note={note}
      flush
      actions={
        <ActionButton
          needs="operator"
          variant="default"
          because={online ? null : `${tunnel.edge} is offline.`}
          loading={asked.isFetching}
          onClick={() => void asked.refetch()}
        >
          {asked.data ? 'Ask again' : 'Show them'}
        </ActionButton>
      }
    >
      <Stack>
        {asked.isFetching && !asked.data && <Loading what="connections" />}
        {asked.isError && !asked.isFetching && (
          <Trouble error={asked.error} what="Connections" again={() => void asked.refetch()} />
        )}
        {asked.data?.length === 0 && (
          <Empty title="No TCP connection has a carrier of its own now" icon="check">
            Other packets, and what is excepted in the configuration, cross in the packet lane.
          </Empty>
        )}
        {all.length > fewEnough && (
          <TextInput
            size="xs"
            mx="md"
            aria-label="Words"
            placeholder="An address, a port, an uplink"
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        )}
        {all.length > 0 && rows.length === 0 && <Empty title="No connection has these words" />}
        {rows.length > 0 && (
          <DataTable
            label={`TCP connections of ${tunnel.name}`}
            columns={columnsOf(tunnel)}
            rows={rows}
            rowKey={({ key }) => key}
          />
        )}
      </Stack>
    </Card>
  );
}

function rowsOf(all: readonly Connection[], words: string): Row[] {
  const wanted = words.toLowerCase().split(/\s+/);
  return all
    .map((one) => ({ ...one, key: `${one.direction} ${one.source} ${one.destination}` }))
    .filter(({ key, paths }) => wanted.every((word) => `${key} ${paths.join(' ')}`.includes(word)));
}

function columnsOf(tunnel: Tunnel): Column<Row>[] {
  const names = tunnel.paths.map(({ name }) => name);
  return [
    { name: 'From', cell: ({ source }) => <code>{source}</code> },
    { name: 'To', cell: ({ destination }) => <code>{destination}</code> },
    {
      name: 'Opened',
      cell: ({ direction }) => (direction === 'outbound' ? 'behind the edge' : 'behind the hub'),
    },
    {
      name: 'Uplinks',
      cell: ({ paths }) => paths.map((path) => <Strand key={path} name={path} all={names} />),
    },
    { name: 'Age', figure: true, cell: ({ ageSeconds }) => durationText(ageSeconds) },
    { name: 'Received', figure: true, cell: ({ bytesReceived }) => dataText(bytesReceived) },
    { name: 'Sent', figure: true, cell: ({ bytesSent }) => dataText(bytesSent) },
  ];
}

const Strand = ({ name, all }: { name: string; all: readonly string[] }) => (
  <span className={css.among}>
    <span
      className={css.swatch}
      style={{ background: `var(--strand-${colourOf(name, all)})` }}
      aria-hidden="true"
    />
    {name}
  </span>
);
