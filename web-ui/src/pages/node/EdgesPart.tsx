import { useState } from 'react';
import { Link } from 'react-router';
import { type Node, shutOut, type Tunnel, useNodes } from '../../api/nodes';
import { paths } from '../../paths';
import { ActionButton } from '../../ui/ActionButton';
import { type Column, DataTable } from '../../ui/DataTable';
import { Card } from '../../ui/Page';
import { Empty } from '../../ui/States';
import { dataText, millisecondsText, rateText } from '../../ui/units';
import { gravityOf, toneOf, Verdict, type VerdictName, verdictOf } from '../../ui/Verdict';
import { type EdgeNode, GrantsForm } from './GrantsForm';

type Row = {
  edge: EdgeNode;
  tunnel: Tunnel | undefined;
  verdict: VerdictName;
  word?: string;
  why?: string;
};

const columns = (grant: (edge: EdgeNode) => void): Column<Row>[] => [
  { name: 'Edge', cell: ({ edge }) => <Link to={paths.node(edge.name)}>{edge.name}</Link> },
  { name: 'State', cell: ({ verdict, word }) => <Verdict verdict={verdict} word={word} /> },
  { name: 'Why', cell: ({ tunnel, why }) => why ?? tunnel?.reason ?? '' },
  { name: 'Inner addresses', cell: ({ tunnel }) => tunnel?.innerAddresses.join(', ') || '–' },
  { name: 'May reach', cell: ({ edge }) => reachOf(edge) },
  { name: 'Latency', figure: true, cell: ({ tunnel }) => millisecondsText(tunnel?.rttMs) },
  { name: 'To the edge', figure: true, cell: ({ tunnel }) => rateText(tunnel?.inboundBitsPerSecond) },
  { name: 'From the edge', figure: true, cell: ({ tunnel }) => rateText(tunnel?.outboundBitsPerSecond) },
  {
    name: 'In all',
    figure: true,
    cell: ({ tunnel }) => dataText(tunnel && tunnel.inboundBytes + tunnel.outboundBytes),
  },
  {
    name: 'Actions',
    quiet: true,
    cell: ({ edge }) => (
      <ActionButton
        needs="operator"
        variant="default"
        onClick={() => grant(edge)}
        aria-label={`Grants of ${edge.name}`}
      >
        Grants
      </ActionButton>
    ),
  },
];

/** Beside the Internet. */
const reachOf = ({ spec }: EdgeNode) =>
  [...(spec.grants ?? []), ...(spec.reaches ?? [])].join(', ') || 'the Internet only';

/** Edges that name this hub, as they see their tunnel with it, trouble first. */
export function EdgesPart({ node }: { node: Node }) {
  const nodes = useNodes();
  const [granting, setGranting] = useState<EdgeNode | null>(null);
  const rows = (nodes.data ?? [])
    .filter((one): one is EdgeNode => one.spec.kind === 'edge')
    .filter(({ spec, status }) => spec.hubs?.includes(node.name) || status.tunnels.some(withHub(node)))
    .map((edge) => rowOf(edge, edge.status.tunnels.find(withHub(node))))
    .sort((a, b) => gravityOf(a.verdict) - gravityOf(b.verdict) || a.edge.name.localeCompare(b.edge.name));
  return (
    <Card title="Edges on this hub" note="Trouble first" flush>
      {rows.length === 0 ? (
        <Empty title="No edge names this hub" icon="hub">
          Join an edge, and name this hub in its configuration.
        </Empty>
      ) : (
        <DataTable
          label={`Edges on ${node.name}`}
          columns={columns(setGranting)}
          rows={rows}
          rowKey={({ edge }) => edge.name}
          tone={({ verdict }) => toneOf(verdict)}
        />
      )}
      <GrantsForm edge={granting} close={() => setGranting(null)} />
    </Card>
  );
}

const withHub =
  (node: Node) =>
  ({ hub }: Tunnel): boolean =>
    hub === node.name;

/** What an edge that is offline said last is no news of now. */
function rowOf(edge: EdgeNode, tunnel: Tunnel | undefined): Row {
  const out = shutOut(edge);
  if (out) {
    return { edge, tunnel: undefined, verdict: 'down', word: 'Shut out', why: out };
  }
  if (!edge.status.online) {
    const word = edge.status.lastReportAt ? 'Offline' : 'Not heard of';
    return { edge, tunnel: undefined, verdict: 'unknown', word };
  }
  return tunnel
    ? { edge, tunnel, verdict: verdictOf(tunnel.state) }
    : { edge, tunnel, verdict: 'unknown', word: 'No tunnel' };
}
