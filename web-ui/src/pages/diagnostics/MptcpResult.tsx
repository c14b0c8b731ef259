import { type Diagnostic, type Support, supportOf } from '../../api/diagnostics';
import { type Column, DataTable } from '../../ui/DataTable';
import { Verdict } from '../../ui/Verdict';
import { RunLine } from './RunLine';

const columns: Column<Support>[] = [
  { name: 'Uplink', cell: ({ name }) => name },
  {
    name: 'MPTCP',
    cell: ({ state }) => (
      <Verdict
        verdict={state === 'supported' ? 'up' : state === 'stripped' ? 'down' : 'unknown'}
        word={state === 'supported' ? 'comes through' : state === 'stripped' ? 'is stripped' : state}
      />
    ),
  },
  { name: 'In words', cell: ({ text }) => text || '–' },
];

export function MptcpResult({ diagnostic }: { diagnostic: Diagnostic }) {
  const support = supportOf(diagnostic);
  return (
    <>
      <RunLine diagnostic={diagnostic} />
      {support.length > 0 && (
        <DataTable label="MPTCP by uplink" columns={columns} rows={support} rowKey={({ name }) => name} />
      )}
    </>
  );
}
