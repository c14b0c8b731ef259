import { useMemo } from 'react';
import { type HistoryColumns, useHistory } from '../../api/history';
import { useColours } from '../../api/nodes';
import { ActionButton } from '../../ui/ActionButton';
import { Chart, Legend } from '../../ui/chart/Chart';
import { Throughput } from '../../ui/chart/Throughput';
import type { Columns as ChartColumns, Format, Line } from '../../ui/chart/types';
import { Icon } from '../../ui/Icon';
import { Card, Columns } from '../../ui/Page';
import { Empty, Loading, Notice, Trouble } from '../../ui/States';
import { durationText } from '../../ui/units';
import { csvOf, download } from './csv';
import { type Range, refreshMs } from './range';
import {
  drawn,
  type MetricCard,
  metricCards,
  seriesOf,
  summary,
  sumOfUplinks,
  valuesBefore,
  withShare,
} from './series';

type HistoryChartsProps = {
  node: string;
  tunnel: string | null;
  uplink: string | null;
  range: Range;
  /** The stretch to compare with. */
  earlier: Range | null;
  onZoom: (from: number, to: number) => void;
};

const syncKey = 'history';

export function HistoryCharts({ node, tunnel, uplink, range, earlier, onZoom }: HistoryChartsProps) {
  const wish = { node, tunnel, uplink };
  const now = useHistory({ ...wish, from: range.from, to: range.to }, refreshMs(range));
  const before = useHistory(earlier && { ...wish, from: earlier.from, to: earlier.to }, false);
  const colours = useColours(node);
  const full = useMemo(() => now.data && withShare(now.data), [now.data]);
  const history = useMemo(() => full && inOrder(drawn(full), colours), [full, colours]);
  const shiftSeconds = earlier ? range.from - earlier.from : null;
  const then = useMemo(
    () => (shiftSeconds !== null && before.data ? { history: withShare(before.data), shiftSeconds } : null),
    [shiftSeconds, before.data],
  );
  const totals = useMemo(() => (history && then ? totalsBefore(history, then) : null), [history, then]);
  const strands = useMemo(
    () =>
      history
        ? [...new Set(history.series.flatMap(({ path }) => (path ? [path] : [])))].map((name) => ({
            name,
            colour: colours(name),
            out: seriesOf(history, 'outboundBitsPerSecond', name),
            in: seriesOf(history, 'inboundBitsPerSecond', name),
          }))
        : [],
    [history, colours],
  );
  if (now.isPending) {
    return (
      <Card>
        <Loading what="history" rows={10} />
      </Card>
    );
  }
  if (!history || !full) {
    return <Trouble error={now.error} what="History" again={() => void now.refetch()} />;
  }
  if (nothingIn(history)) {
    return (
      <Card>
        <Empty title="Nothing was measured in this time" icon="history">
          Seconds are kept for 15 minutes, minutes for 7 days, hours for 13 months.
        </Empty>
      </Card>
    );
  }
  return (
    <>
      {now.isError && (
        <Notice tone="suspect" title="The newest figures could not be had">
          What you see ends where the last answer ended.
        </Notice>
      )}
      <Card
        title="Throughput"
        note={[
          'Inbound above, outbound below',
          // Seconds from before a restart of the control plane are as their minute was.
          history.resolutionSeconds > 1 && `one point each ${durationText(history.resolutionSeconds)}`,
          earlier && before.data && nothingIn(before.data) && 'nothing was measured in the time before',
        ]
          .filter(Boolean)
          .join('; ')}
        actions={
          <ActionButton
            variant="default"
            leftSection={<Icon name="download" size={15} />}
            onClick={() => download(`braid-${node}.csv`, 'text/csv', csvOf(full))}
          >
            CSV
          </ActionButton>
        }
      >
        <Throughput
          times={history.times}
          strands={strands}
          syncKey={syncKey}
          onZoom={onZoom}
          heightPx={260}
          {...(totals ? { before: totals } : {})}
        />
      </Card>
      <Columns>
        {metricCards.map((card) => (
          <MetricChart
            key={card.metric}
            card={card}
            now={history}
            then={then}
            colours={colours}
            onZoom={onZoom}
          />
        ))}
      </Columns>
    </>
  );
}

const nothingIn = ({ series }: HistoryColumns) =>
  series.every(({ values }) => values.every((value) => value === null));

/** Uplinks in the order of their colours, as on every other page; what is of the tunnel comes last. */
const inOrder = (history: HistoryColumns, colours: (uplink: string) => number): HistoryColumns => {
  const place = (path: string | null | undefined) => (path ? colours(path) : Number.POSITIVE_INFINITY);
  return { ...history, series: history.series.toSorted((a, b) => place(a.path) - place(b.path)) };
};

/** Figures of a stretch before, and by how much it lies before. */
type Earlier = { history: HistoryColumns; shiftSeconds: number };

const totalsBefore = (now: HistoryColumns, { history, shiftSeconds }: Earlier) => ({
  in: valuesBefore(now, history, shiftSeconds, sumOfUplinks(history, 'inboundBitsPerSecond')),
  out: valuesBefore(now, history, shiftSeconds, sumOfUplinks(history, 'outboundBitsPerSecond')),
});

type MetricChartProps = {
  card: MetricCard;
  now: HistoryColumns;
  then: Earlier | null;
  colours: (uplink: string) => number;
  onZoom: (from: number, to: number) => void;
};

/** One figure of every uplink, and the same of the time before as dashed lines. */
function MetricChart({ card, now, then, colours, onZoom }: MetricChartProps) {
  const { lines, data } = useMemo(() => overlay(card, now, then, colours), [card, now, then, colours]);
  if (lines.length === 0) {
    return null;
  }
  return (
    <Card title={card.title} note={card.note}>
      <Chart
        label={`${card.title}. ${lines.map(({ name }, index) => `${name}: ${summary(data[index + 1] as (number | null)[], card.format)}`).join('; ')}`}
        lines={lines}
        data={data}
        format={card.format as Format}
        heightPx={170}
        syncKey={syncKey}
        onZoom={onZoom}
        {...(card.max ? { max: card.max } : {})}
      />
      <Legend
        entries={lines.map((line, index) => ({
          name: line.name,
          colour: line.colour,
          dashed: line.dashed ?? false,
          value: summary(data[index + 1] as (number | null)[], card.format),
        }))}
      />
    </Card>
  );
}

function overlay(
  card: MetricCard,
  now: MetricChartProps['now'],
  then: MetricChartProps['then'],
  colours: (uplink: string) => number,
): { lines: Line[]; data: ChartColumns } {
  const lines: Line[] = [];
  const columns: (number | null)[][] = [];
  for (const series of now.series.filter(({ metric }) => metric === card.metric)) {
    const name = series.path ?? 'the tunnel';
    const colour = series.path ? `strand-${colours(series.path)}` : 'ink-2';
    lines.push({ name, colour });
    columns.push(series.values);
    const old = then?.history.series.find(
      ({ metric, path }) => metric === card.metric && path === series.path,
    );
    if (old && then) {
      lines.push({ name: `${name}, before`, colour, dashed: true });
      columns.push(valuesBefore(now, then.history, then.shiftSeconds, old.values));
    }
  }
  return { lines, data: [now.times, ...columns] };
}
