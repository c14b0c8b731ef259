import { type Diagnostic, type Support, supportOf } from '../../api/diagnostics';
import { type Column, DataTable } from '../../ui/DataTable';
import { Verdict, type VerdictName } from '../../ui/Verdict';
import { RunLine } from './RunLine';

const looks: Record<string, { verdict: VerdictName; word: string }> = {
  passes: { verdict: 'up', word: 'comes through' },
  stripped: { verdict: 'down', word: 'is stripped' },
  unreachable: { verdict: 'suspect', word: 'hub not reached' },
};

const columns: Column<Support>[] = [
  { name: 'Uplink', cell: ({ name }) => name },
  {
    name: 'MPTCP',
    cell: ({ result }) => <Verdict {...(looks[result] ?? { verdict: 'unknown', word: result })} />,
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
