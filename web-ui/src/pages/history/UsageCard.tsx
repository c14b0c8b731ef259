import { useMemo } from 'react';
import { useKeptRates } from '../../api/history';
import { type Node, useColours } from '../../api/nodes';
import { useUplinks } from '../../api/uplinks';
import { type Column, DataTable } from '../../ui/DataTable';
import { Card } from '../../ui/Page';
import { Empty, Loading, Trouble } from '../../ui/States';
import { monthText } from '../../ui/time';
import { dataText, percentText } from '../../ui/units';
import css from './UsageCard.module.css';
import { type Counted, type UsageMonth, usageByMonth, withCounted } from './usage';

type UsageCardProps = { node: Node; tunnel: string | null; uplink: string | null };

/** Data used per billing month: as much as hours are kept of, and the running period as the node counts it. */
export function UsageCard({ node, tunnel, uplink }: UsageCardProps) {
  const colours = useColours(node.name);
  const { hours, minutes } = useKeptRates(node.name, tunnel);
  const uplinks = useUplinks(node.name);
  const counted = useMemo<Counted[]>(
    () =>
      (uplinks.data ?? [])
        .filter(({ name }) => uplink === null || name === uplink)
        .map(({ name, spec }) => ({
          name,
          billingDay: spec.dataCap?.billingDay ?? 1,
          capBytes: spec.dataCap?.limitBytes ?? null,
        })),
    [uplinks.data, uplink],
  );
  const kept = useMemo(
    () => hours.data && usageByMonth(minutes.data ? [hours.data, minutes.data] : [hours.data], counted),
    [hours.data, minutes.data, counted],
  );
  const paths = node.status.tunnels.flatMap((one) => one.paths);
  const months =
    kept &&
    withCounted(
      kept,
      paths
        .filter(({ name }) => counted.some((one) => one.name === name))
        .map(({ name, dataUsedBytes, dataPeriodStart }) => ({
          name,
          bytes: dataUsedBytes,
          start: dataPeriodStart ?? null,
        })),
    );
  return (
    <Card
      title="Data used per billing month"
      note="Both directions together, out of the rates that are kept; the running month of an uplink with a cap as the node counts it, if that is more"
      flush
    >
      {hours.isPending && <Loading what="data used" />}
      {hours.isError && !hours.data && (
        <Trouble error={hours.error} what="Data used" again={() => void hours.refetch()} />
      )}
      {months?.length === 0 && <Empty title="Nothing was carried yet" icon="history" />}
      {months && months.length > 0 && (
        <DataTable
          label="Data used per billing month"
          columns={columnsOf(counted, months, colours)}
          rows={months}
          rowKey={({ key }) => key}
        />
      )}
    </Card>
  );
}

function columnsOf(
  uplinks: readonly Counted[],
  months: readonly UsageMonth[],
  colours: (uplink: string) => number,
): Column<UsageMonth>[] {
  const bytesOf = (month: UsageMonth, uplink: string) => month.usages[uplink]?.bytes ?? null;
  const most = Math.max(
    1,
    ...months.flatMap((month) => uplinks.map(({ name }) => bytesOf(month, name) ?? 0)),
  );
  return [
    { name: 'Month', cell: ({ month }) => monthText(month) },
    ...uplinks.map(
      ({ name, billingDay, capBytes }): Column<UsageMonth> => ({
        name: billingDay === 1 ? name : `${name}, from day ${billingDay}`,
        cell: (month) => (
          <Bar bytes={bytesOf(month, name)} most={most} capBytes={capBytes} colour={colours(name)} />
        ),
      }),
    ),
    {
      name: 'Together',
      figure: true,
      cell: ({ usages }) => dataText(Object.values(usages).reduce((sum, { bytes }) => sum + bytes, 0)),
    },
  ];
}

type BarProps = { bytes: number | null; most: number; capBytes: number | null; colour: number };

/** Full is the cap where there is one, and else the most that any month had. */
function Bar({ bytes, most, capBytes, colour }: BarProps) {
  if (bytes === null) {
    return '–';
  }
  const over = capBytes !== null && bytes > capBytes;
  const width = `${Math.min(1, bytes / (capBytes ?? most)) * 100}%`;
  return (
    <div className={css.bar}>
      <div className={css.track} aria-hidden="true">
        <div
          className={css.used}
          style={{ width, background: over ? 'var(--down-mark)' : `var(--strand-${colour})` }}
        />
      </div>
      {dataText(bytes)}
      {capBytes !== null && (
        <span className={css.cap}>
          {' '}
          of {dataText(capBytes)}, {percentText(bytes / capBytes)}
        </span>
      )}
    </div>
  );
}
