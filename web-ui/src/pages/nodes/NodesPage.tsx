import { Link } from 'react-router';
import { headline } from '../../api/bond';
import { bondsOf } from '../../api/bonds';
import { liveStore, useLiveTick } from '../../api/live';
import { type Node, shutOut, useNodes } from '../../api/nodes';
import { paths } from '../../paths';
import { Curl } from '../../ui/Curl';
import { type Column, DataTable } from '../../ui/DataTable';
import { LinkButton } from '../../ui/LinkButton';
import { Card, Page } from '../../ui/Page';
import { Empty, Loading, Trouble } from '../../ui/States';
import { Time } from '../../ui/Time';
import { gravityOf, toneOf, Verdict, type VerdictName } from '../../ui/Verdict';

type Row = { node: Node; verdict: VerdictName; word?: string | undefined; sentence: string };

const tunnelsText = ({ status: { tunnels } }: Node) =>
  `${tunnels.length} tunnel${tunnels.length === 1 ? '' : 's'}.`;

function rowOf(node: Node): Row {
  const live = liveStore.node(node.name);
  const bond = node.kind === 'edge' ? bondsOf(node, live, [])[0] : undefined;
  const bad = node.status.conditions.find(({ ok }) => !ok);
  if (bond) {
    return { node, ...headline(bond) };
  }
  const online = live?.online ?? node.status.online;
  return {
    node,
    verdict: online ? (bad ? 'suspect' : 'up') : shutOut(node) ? 'down' : 'unknown',
    word: online ? (bad ? undefined : 'Online') : shutOut(node) ? 'Shut out' : 'Offline',
    sentence: bad?.message ?? tunnelsText(node),
  };
}

const columns: Column<Row>[] = [
  { name: 'Node', cell: ({ node }) => <Link to={paths.node(node.name)}>{node.name}</Link> },
  { name: 'Kind', cell: ({ node }) => node.kind },
  { name: 'State', cell: ({ verdict, word }) => <Verdict verdict={verdict} word={word} /> },
  { name: 'In words', cell: ({ sentence }) => sentence },
  {
    name: 'Revision',
    figure: true,
    cell: ({ node: { status } }) =>
      status.reachedRevision === status.desiredRevision
        ? (status.reachedRevision ?? '–')
        : `${status.reachedRevision ?? '–'} of ${status.desiredRevision ?? '–'}`,
  },
  { name: 'Version', cell: ({ node }) => node.status.version ?? '–' },
  { name: 'Last report', cell: ({ node }) => <Time at={node.status.lastReportAt} /> },
];

/** All nodes, trouble first. */
export default function NodesPage() {
  const nodes = useNodes();
  useLiveTick();
  const rows = (nodes.data ?? [])
    .map(rowOf)
    .sort((a, b) => gravityOf(a.verdict) - gravityOf(b.verdict) || a.node.name.localeCompare(b.node.name));
  return (
    <Page
      title="Nodes"
      lead="Edges stand where the traffic is, hubs where the Internet is."
      actions={
        <>
          <Curl calls={[{ what: 'All nodes', path: '/api/v1/nodes' }]} />
          <LinkButton to={paths.welcome} variant="filled">
            Join a node
          </LinkButton>
        </>
      }
    >
      <Card flush>
        {nodes.isPending && <Loading what="nodes" />}
        {nodes.isError && !nodes.data && (
          <Trouble error={nodes.error} what="Nodes" again={() => void nodes.refetch()} />
        )}
        {nodes.data?.length === 0 && (
          <Empty
            title="No nodes yet"
            icon="nodes"
            action={<LinkButton to={paths.welcome}>Begin with a hub</LinkButton>}
          >
            A hub and an edge make a bond. Each joins with one line.
          </Empty>
        )}
        {rows.length > 0 && (
          <DataTable
            label="Nodes"
            columns={columns}
            rows={rows}
            rowKey={({ node }) => node.name}
            tone={({ verdict }) => toneOf(verdict)}
          />
        )}
      </Card>
    </Page>
  );
}
