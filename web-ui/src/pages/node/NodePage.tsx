import { Link, Navigate, useParams } from 'react-router';
import { type Bond, headline } from '../../api/bond';
import { bondsOf } from '../../api/bonds';
import { useLiveNode } from '../../api/live';
import { useMeasurements } from '../../api/measured';
import { type Node, shutOut, useNode } from '../../api/nodes';
import { useUplinks } from '../../api/uplinks';
import { type NodePart, nodeParts, paths } from '../../paths';
import { Curl } from '../../ui/Curl';
import { LinkButton } from '../../ui/LinkButton';
import { Card, Page } from '../../ui/Page';
import { Loading, Trouble } from '../../ui/States';
import { Tabs } from '../../ui/Tabs';
import { Verdict } from '../../ui/Verdict';
import { NodeEvents } from '../events/NodeEvents';
import { CarriersPart } from './CarriersPart';
import { ConfigurationPart } from './ConfigurationPart';
import { EdgesPart } from './EdgesPart';
import { Standing } from './Standing';
import { TrafficPart } from './TrafficPart';
import { UplinksPart } from './UplinksPart';

const names: Record<NodePart, string> = {
  uplinks: 'Uplinks and paths',
  traffic: 'Lanes and flows',
  carriers: 'Carriers',
  events: 'Events',
  configuration: 'Configuration',
};

/** One node: what it is asked to be, what it is, and every way to change that. */
export default function NodePage() {
  const { node: name = '', part } = useParams();
  const query = useNode(name);
  const live = useLiveNode(name);
  const measured = useMeasurements();
  const uplinks = useUplinks(name, query.data?.value.kind === 'edge');
  if (!nodeParts.some((known) => known === part)) {
    return <Navigate to={paths.node(name)} replace />;
  }
  const above = <Link to={paths.nodes}>Nodes</Link>;
  if (query.isPending) {
    return (
      <Page title={name} above={above}>
        <Card>
          <Loading what={name} rows={8} />
        </Card>
      </Page>
    );
  }
  if (!query.data) {
    return (
      <Page title={name} above={above}>
        <Trouble error={query.error} what={name} again={() => void query.refetch()} />
      </Page>
    );
  }
  const node = query.data.value;
  const bonds = node.kind === 'edge' ? bondsOf(node, live, uplinks.data ?? [], measured) : [];
  const online = live?.online ?? node.status.online;
  const { verdict, word, sentence } = bonds[0] ? headline(bonds[0]) : hubHeadline(node, online);
  return (
    <Page
      title={name}
      above={above}
      beside={<Verdict verdict={verdict} word={word} />}
      lead={sentence}
      actions={
        <>
          <Curl calls={callsOf(node)} />
          {node.kind === 'edge' && <LinkButton to={paths.historyOf(name)}>History</LinkButton>}
        </>
      }
    >
      <Standing node={node} online={online} />
      <Tabs
        label={`Parts of ${name}`}
        tabs={nodeParts.map((key) => ({
          to: paths.node(name, key),
          name: node.kind === 'hub' && key === 'uplinks' ? 'Edges' : names[key],
        }))}
      />
      <Part part={part as NodePart} node={node} bonds={bonds} />
    </Page>
  );
}

const callsOf = ({ name, kind, status }: Node) => [
  { what: 'This node, desired and observed', path: `/api/v1/nodes/${name}` },
  ...(kind === 'edge'
    ? [
        { what: 'Its uplinks', path: `/api/v1/nodes/${name}/uplinks` },
        ...status.tunnels.map((tunnel) => ({
          what: `What crosses ${tunnel.name}, by lane`,
          path: `/api/v1/tunnels/${tunnel.name}/flows`,
        })),
        ...status.tunnels.map((tunnel) => ({
          what: `TCP connections of ${tunnel.name}`,
          path: `/api/v1/tunnels/${tunnel.name}/connections`,
        })),
      ]
    : []),
];

function Part({ part, node, bonds }: { part: NodePart; node: Node; bonds: Bond[] }) {
  switch (part) {
    case 'uplinks':
      return node.kind === 'edge' ? <UplinksPart node={node} bonds={bonds} /> : <EdgesPart node={node} />;
    case 'traffic':
      return <TrafficPart node={node} />;
    case 'carriers':
      return <CarriersPart node={node} />;
    case 'events':
      return <NodeEvents node={node.name} />;
    case 'configuration':
      return <ConfigurationPart node={node} />;
  }
}

function hubHeadline(node: Node, online: boolean): ReturnType<typeof headline> {
  const out = shutOut(node);
  if (!online && out) {
    return { verdict: 'down', word: 'Shut out', sentence: out };
  }
  const up = node.status.tunnels.filter(({ state }) => state === 'up').length;
  return online
    ? {
        verdict: 'up',
        word: 'Online',
        sentence: `A hub with ${up} of ${node.status.tunnels.length} tunnels up.`,
      }
    : { verdict: 'unknown', word: 'Offline', sentence: `${node.name} is not talking to the control plane.` };
}
