import { useMemo, useState } from 'react';
import { rateText } from '../units';
import { Chart, Legend } from './Chart';
import { level, type StrandColumns, stacked } from './stack';
import type { Columns } from './types';

type ThroughputProps = {
  times: readonly number[];
  strands: readonly StrandColumns[];
  /** What the links can do together, when it is known. */
  capacity?: { inBps: number | null; outBps: number | null; measured: boolean };
  /** What all of them carried in the time that this is compared with. */
  before?: { in: (number | null)[]; out: (number | null)[] };
  heightPx?: number;
  syncKey?: string;
  onZoom?: (from: number, to: number) => void;
};

/** Throughput of each uplink, one upon the other: inbound above the line, outbound below it. */
export function Throughput({ times, strands, capacity, before, heightPx = 240, ...rest }: ThroughputProps) {
  const { inBps: inCapacityBps, outBps: outCapacityBps } = capacity ?? {};
  const [point, setPoint] = useState<number | null>(null);
  const { lines, data } = useMemo(() => {
    const stack = stacked(times, strands);
    const limits: [string, number | null | undefined, 1 | -1][] = [
      ['in, all links', inCapacityBps, 1],
      ['out, all links', outCapacityBps, -1],
    ];
    const columns: ArrayLike<number | null>[] = [...stack.data.slice(1)];
    for (const [name, value, sign] of limits) {
      if (value) {
        stack.lines.push({ name, colour: 'ink-3', dashed: true });
        columns.push(level(times, sign * value));
      }
    }
    if (before) {
      stack.lines.push({ name: 'in, before', colour: 'ink', dashed: true });
      stack.lines.push({ name: 'out, before', colour: 'ink', dashed: true });
      columns.push(
        before.in,
        before.out.map((value) => (value === null ? null : -value)),
      );
    }
    return { lines: stack.lines, data: [times, ...columns] as unknown as Columns };
  }, [times, strands, inCapacityBps, outCapacityBps, before]);
  const at = point ?? lastKnown(strands, times.length);
  return (
    <>
      <Chart
        label={describe(strands, lastKnown(strands, times.length))}
        lines={lines}
        data={data}
        format="rate"
        heightPx={heightPx}
        zeroLine
        onPoint={setPoint}
        {...rest}
      />
      <Legend
        entries={[
          ...strands.map((strand) => ({
            name: strand.name,
            colour: `strand-${strand.colour}`,
            value: bothWays(strand, at),
          })),
          ...(inCapacityBps || outCapacityBps
            ? [
                {
                  name: `all links, as ${capacity?.measured ? 'measured' : 'configured'}`,
                  colour: 'ink-3',
                  dashed: true,
                  value: `↓ ${rateText(inCapacityBps)}  ↑ ${rateText(outCapacityBps)}`,
                },
              ]
            : []),
          ...(before ? [{ name: 'before', colour: 'ink', dashed: true, value: bothWays(before, at) }] : []),
        ]}
      />
    </>
  );
}

/** The minute that goes on is not known yet. */
function lastKnown(strands: readonly StrandColumns[], length: number): number {
  let at = length - 1;
  while (at > 0 && strands.every((strand) => (strand.in[at] ?? strand.out[at] ?? null) === null)) {
    at--;
  }
  return at;
}

const bothWays = (columns: Pick<StrandColumns, 'in' | 'out'>, at: number) =>
  `↓ ${rateText(columns.in[at] ?? null)}  ↑ ${rateText(columns.out[at] ?? null)}`;

function describe(strands: readonly StrandColumns[], at: number): string {
  const parts = strands.map(
    (strand) =>
      `${strand.name} ${rateText(strand.in[at] ?? null)} inbound, ${rateText(strand.out[at] ?? null)} outbound`,
  );
  return `Throughput over time. Latest: ${parts.join('; ') || 'nothing'}.`;
}
