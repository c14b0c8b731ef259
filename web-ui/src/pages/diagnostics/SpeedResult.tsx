import { type Achieved, achievedOf, type Diagnostic } from '../../api/diagnostics';
import { useUplinks } from '../../api/uplinks';
import { type Column, DataTable } from '../../ui/DataTable';
import { millisecondsText, percentText, rateText } from '../../ui/units';
import { RunLine } from './RunLine';

/** What was achieved, beside what was expected. */
export function SpeedResult({ diagnostic }: { diagnostic: Diagnostic }) {
  const uplinks = useUplinks(diagnostic.node);
  const achieved = achievedOf(diagnostic);
  const expected = (name: string, way: 'downBitsPerSecond' | 'upBitsPerSecond'): number | null => {
    const specs = (uplinks.data ?? []).filter((uplink) => name === 'the bond' || uplink.name === name);
    const figures = specs.map(({ spec }) => spec[way] ?? null);
    return figures.length === 0 || figures.includes(null)
      ? null
      : figures.reduce((sum: number, one) => sum + (one ?? 0), 0);
  };
  const cell = (got: number | null, want: number | null) =>
    `${rateText(got)}${want ? ` of ${rateText(want)} (${percentText((got ?? 0) / want)})` : ''}`;
  const columns: Column<Achieved>[] = [
    { name: 'Through', cell: ({ name }) => name },
    {
      name: 'Inbound',
      figure: true,
      cell: ({ name, inBps }) => cell(inBps, expected(name, 'downBitsPerSecond')),
    },
    {
      name: 'Outbound',
      figure: true,
      cell: ({ name, outBps }) => cell(outBps, expected(name, 'upBitsPerSecond')),
    },
    { name: 'Latency before', figure: true, cell: ({ idleMs }) => millisecondsText(idleMs) },
    { name: 'Under load', figure: true, cell: ({ loadedMs }) => millisecondsText(loadedMs) },
    ...(achieved.some(({ error }) => error !== null)
      ? [{ name: 'What went wrong', cell: ({ error }: Achieved) => error ?? '' }]
      : []),
  ];
  return (
    <>
      <RunLine diagnostic={diagnostic} />
      {achieved.length > 0 && (
        <DataTable
          label="Achieved and expected"
          columns={columns}
          rows={achieved}
          rowKey={({ name }) => name}
        />
      )}
    </>
  );
}
