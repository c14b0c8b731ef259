import { Link } from 'react-router';
import { type Node, type Tunnel, useNodes } from '../../api/nodes';
import { paths } from '../../paths';
import { type Column, DataTable } from '../../ui/DataTable';
import { Card } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { dataText, millisecondsText, rateText } from '../../ui/units';
import { gravityOf, toneOf, Verdict, verdictOf } from '../../ui/Verdict';

const columns: Column<Tunnel>[] = [
  { name: 'Edge', cell: ({ edge }) => <Link to={paths.node(edge)}>{edge}</Link> },
  { name: 'State', cell: ({ state }) => <Verdict verdict={verdictOf(state)} /> },
  { name: 'Why', cell: ({ reason }) => reason ?? '' },
  { name: 'Inner addresses', cell: ({ innerAddresses }) => innerAddresses.join(', ') || '–' },
  { name: 'Latency', figure: true, cell: ({ rttMs }) => millisecondsText(rttMs) },
  { name: 'To the edge', figure: true, cell: ({ inboundBitsPerSecond }) => rateText(inboundBitsPerSecond) },
  {
    name: 'From the edge',
    figure: true,
    cell: ({ outboundBitsPerSecond }) => rateText(outboundBitsPerSecond),
  },
  {
    name: 'In all',
    figure: true,
    cell: ({ inboundBytes, outboundBytes }) => dataText(inboundBytes + outboundBytes),
  },
];

/** A hub's tunnels as its edges see them, trouble first. */
export function EdgesPart({ node }: { node: Node }) {
  const nodes = useNodes();
  const tunnels = (nodes.data ?? [])
    .filter(({ kind }) => kind === 'edge')
    .flatMap(({ status }) => status.tunnels.filter(({ hub }) => hub === node.name))
    .sort(
      (a, b) => gravityOf(verdictOf(a.state)) - gravityOf(verdictOf(b.state)) || a.edge.localeCompare(b.edge),
    );
  return (
    <Card title="Edges on this hub" note="Trouble first" flush>
      {tunnels.length === 0 ? (
        <Empty title="No edge has a tunnel to this hub" icon="hub">
          Join an edge, and name this hub in its configuration.
        </Empty>
      ) : (
        <DataTable
          label={`Edges on ${node.name}`}
          columns={columns}
          rows={tunnels}
          rowKey={({ name }) => name}
          tone={({ state }) => toneOf(verdictOf(state))}
        />
      )}
    </Card>
  );
}
