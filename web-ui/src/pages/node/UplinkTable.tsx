import { Link } from 'react-router';
import type { Node } from '../../api/nodes';
import { outOrIn, type Uplink, uplinkChange } from '../../api/uplinks';
import { paths } from '../../paths';
import { ActionButton } from '../../ui/ActionButton';
import { useChange } from '../../ui/ChangeDialog';
import { type Column, DataTable } from '../../ui/DataTable';
import { Tight } from '../../ui/Page';
import { dateText } from '../../ui/time';
import { dataText, percentText, rateText } from '../../ui/units';
import { DataCapBar } from './DataCapBar';

type UplinkTableProps = { node: Node; uplinks: readonly Uplink[]; edit: (uplink: Uplink) => void };

const costs: Record<string, string> = { flat: 'flat\u00a0rate', metered: 'metered', expensive: 'expensive' };
const rolesInWords: Record<string, string> = {
  use: 'in\u00a0use',
  standby: 'standby',
  never: 'never\u00a0used',
};

export function UplinkTable({ node, uplinks, edit }: UplinkTableProps) {
  const change = useChange();
  const used = (name: string) =>
    node.status.tunnels.flatMap((tunnel) => tunnel.paths).find((path) => path.name === name);
  const columns: Column<Uplink>[] = [
    { name: 'Name', cell: ({ name }) => <Link to={paths.historyOf(node.name, name)}>{name}</Link> },
    { name: 'Interface', cell: ({ spec }) => <code>{spec.interface}</code> },
    {
      name: 'Role',
      cell: ({ spec }) => (spec.disabled ? 'taken\u00a0out' : rolesInWords[spec.role ?? 'use']),
    },
    { name: 'Cost', cell: ({ spec }) => costs[spec.costClass ?? 'flat'] },
    {
      name: 'Rates, in / out',
      figure: true,
      cell: ({ spec }) =>
        spec.downBitsPerSecond || spec.upBitsPerSecond
          ? `${rateText(spec.downBitsPerSecond)} / ${rateText(spec.upBitsPerSecond)}`
          : 'not limited',
    },
    { name: 'Left out above', cell: ({ spec }) => limits(spec) },
    {
      name: 'Data this period',
      cell: ({ name, spec }) => {
        const path = used(name);
        return spec.dataCap ? (
          <DataCapBar
            used={path?.dataUsedBytes ?? 0}
            cap={spec.dataCap}
            since={path?.dataPeriodStart ?? null}
          />
        ) : (
          `${dataText(path?.dataPeriodStart ? path.dataUsedBytes : null)}${path?.dataPeriodStart ? ` since ${dateText(path.dataPeriodStart)}` : ''}`
        );
      },
    },
    {
      name: 'Actions',
      quiet: true,
      cell: (uplink) => (
        <Tight>
          <ActionButton
            needs="operator"
            variant={uplink.spec.disabled ? 'filled' : 'default'}
            onClick={() => change(outOrIn(node.name, uplink))}
            aria-label={`${uplink.spec.disabled ? 'Let in' : 'Take out'} ${uplink.name}`}
          >
            {uplink.spec.disabled ? 'Let in' : 'Take out'}
          </ActionButton>
          <ActionButton
            needs="operator"
            variant="default"
            onClick={() => edit(uplink)}
            aria-label={`Change ${uplink.name}`}
          >
            Change
          </ActionButton>
          <ActionButton
            needs="operator"
            variant="subtle"
            color="red"
            onClick={() => change(uplinkChange(node.name, uplink.name, uplink, null))}
            aria-label={`Delete ${uplink.name}`}
          >
            Delete
          </ActionButton>
        </Tight>
      ),
    },
  ];
  return (
    <DataTable
      label={`Uplinks of ${node.name}`}
      columns={columns}
      rows={uplinks}
      rowKey={({ name }) => name}
    />
  );
}

function limits(spec: Uplink['spec']): string {
  const parts = [
    spec.maxLatencyMs ? `${spec.maxLatencyMs} ms` : null,
    spec.maxLossRatio ? `${percentText(spec.maxLossRatio, 1)} loss` : null,
  ].filter((part) => part !== null);
  return parts.join(', ') || '–';
}
