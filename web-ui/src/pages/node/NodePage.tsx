import { Link, Navigate, useParams } from 'react-router';
import { type Bond, headline } from '../../api/bond';
import { bondsOf } from '../../api/bonds';
import { useLiveNode } from '../../api/live';
import { type Node, useNode } from '../../api/nodes';
import { useUplinks } from '../../api/uplinks';
import { type NodePart, nodeParts, paths } from '../../paths';
import { Curl } from '../../ui/Curl';
import { LinkButton } from '../../ui/LinkButton';
import { Card, Page } from '../../ui/Page';
import { Loading, Notice, Trouble } from '../../ui/States';
import { Tabs } from '../../ui/Tabs';
import { Time } from '../../ui/Time';
import { Verdict } from '../../ui/Verdict';
import { NodeEvents } from '../events/NodeEvents';
import { CarriersPart } from './CarriersPart';
import { ConfigurationPart } from './ConfigurationPart';
import { EdgesPart } from './EdgesPart';
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
  const bonds = node.kind === 'edge' ? bondsOf(node, live, uplinks.data ?? []) : [];
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
  const up = node.status.tunnels.filter(({ state }) => state === 'up').length;
  return online
    ? {
        verdict: 'up',
        word: 'Online',
        sentence: `A hub with ${up} of ${node.status.tunnels.length} tunnels up.`,
      }
    : { verdict: 'unknown', word: 'Offline', sentence: `${node.name} is not talking to the control plane.` };
}

/** Whatever keeps the node from being what it is asked to be. */
function Standing({ node, online }: { node: Node; online: boolean }) {
  const { refused, trial, desiredRevision: desired } = node.status;
  const reached = node.status.reachedRevision ?? 0;
  return (
    <>
      {!online && node.status.lastReportAt && (
        <Notice tone="suspect" title={`${node.name} is offline`}>
          Last heard of at <Time at={node.status.lastReportAt} />. It carries on by what it was last told;
          what you see is as old. Changes made now reach it when it is back.
        </Notice>
      )}
      {trial && (
        <Notice tone="standby" title={`Revision ${trial.revision} is on trial`}>
          It goes back at <Time at={trial.confirmBy} /> unless{' '}
          {trial.byPerson ? 'a person confirms it' : 'the node reaches the control plane with it'}.
        </Notice>
      )}
      {refused && refused.revision > reached && (
        <Notice tone="down" title={`Revision ${refused.revision} does not run; revision ${reached} does`}>
          {refused.reasons.join(' ')} (<Time at={refused.at} />)
        </Notice>
      )}
      {online && !refused && !trial && desired && reached < desired && (
        <Notice tone="standby" title={`On its way from revision ${reached} to ${desired}`} />
      )}
      {node.status.warnings.map((warning) => (
        <Notice key={warning} tone="suspect" title="The node says">
          {warning}
        </Notice>
      ))}
    </>
  );
}
