import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type Bond, capacity } from '../../api/bond';
import { lastSeconds, type TraceColumns } from '../../api/trace';
import { Throughput } from '../../ui/chart/Throughput';
import { Card } from '../../ui/Page';
import { Empty, Loading } from '../../ui/States';

const spans = [
  { value: '120', label: '2 min' },
  { value: '300', label: '5 min' },
  { value: '900', label: '15 min' },
];

/** The last minutes, second by second. */
export function LiveThroughput({ bond, trace: whole }: { bond: Bond; trace: TraceColumns | undefined }) {
  const [seconds, setSeconds] = useState('300');
  const trace = useMemo(() => whole && lastSeconds(whole, Number(seconds)), [whole, seconds]);
  return (
    <Card
      title="Throughput"
      note="Inbound above the line, outbound below it"
      actions={
        <SegmentedControl size="xs" data={spans} value={seconds} onChange={setSeconds} aria-label="Span" />
      }
    >
      {trace === undefined && <Loading what="throughput" rows={6} />}
      {trace && trace.times.length === 0 && (
        <Empty title="Nothing measured yet" icon="history">
          The first second comes as soon as {bond.edge} reports.
        </Empty>
      )}
      {trace && trace.times.length > 0 && (
        <Throughput times={trace.times} strands={trace.strands} capacity={capacity(bond)} />
      )}
    </Card>
  );
}
