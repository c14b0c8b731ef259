import { useMemo } from 'react';
import { Navigate } from 'react-router';
import { type Bond, headline } from '../../api/bond';
import { useBonds } from '../../api/bonds';
import { useTrace } from '../../api/trace';
import { paths } from '../../paths';
import { Curl } from '../../ui/Curl';
import { LinkButton } from '../../ui/LinkButton';
import { Card, Page } from '../../ui/Page';
import { Empty, Loading, Trouble } from '../../ui/States';
import { gravityOf, Verdict, type VerdictName } from '../../ui/Verdict';
import { BondCard } from './BondCard';
import { BondFigures } from './BondFigures';
import { BondList } from './BondList';
import { LiveThroughput } from './LiveThroughput';
import { RecentEvents } from './RecentEvents';

const byTrouble = (a: Bond, b: Bond) =>
  gravityOf(headline(a).verdict) - gravityOf(headline(b).verdict) || a.edge.localeCompare(b.edge);

/** Is the bond healthy, what carries it, and if something is not as it should be: what and why. */
export function OverviewPage() {
  const { bonds, query } = useBonds();
  const sorted = useMemo(() => [...bonds].sort(byTrouble), [bonds]);
  const first = sorted[0];
  if (query.isPending) {
    return (
      <Page title="Overview">
        <Card>
          <Loading what="the bonds" rows={8} />
        </Card>
      </Page>
    );
  }
  if (query.isError && !query.data) {
    return (
      <Page title="Overview">
        <Trouble error={query.error} what="The overview" again={() => void query.refetch()} />
      </Page>
    );
  }
  if (query.data?.length === 0) {
    return <Navigate to={paths.welcome} replace />;
  }
  if (!first) {
    return (
      <Page title="Overview">
        <Card>
          <Empty
            title="A hub, and no edge yet"
            icon="hub"
            action={<LinkButton to={paths.welcome}>Join the first edge</LinkButton>}
          >
            An edge stands where the traffic is: at home, in an office, in a van. Join it with one line.
          </Empty>
        </Card>
      </Page>
    );
  }
  return sorted.length === 1 ? <OneBond bond={first} /> : <ManyBonds bonds={sorted} />;
}

const asked = (
  <Curl
    calls={[
      { what: 'All nodes, their tunnels and paths', path: '/api/v1/nodes' },
      { what: 'The same each second, as server-sent events', path: '/api/v1/metrics/live' },
    ]}
  />
);

function OneBond({ bond }: { bond: Bond }) {
  const { sentence, ...look } = headline(bond);
  const trace = useTrace(bond);
  return (
    <Page
      title="Overview"
      beside={<Verdict {...look} />}
      lead={sentence}
      actions={
        <>
          {asked}
          <LinkButton to={paths.node(bond.edge)}>Open {bond.edge}</LinkButton>
          <LinkButton to={paths.historyOf(bond.edge)}>History</LinkButton>
        </>
      }
    >
      <BondCard bond={bond} />
      {bond.online && <BondFigures bond={bond} trace={trace} />}
      <LiveThroughput bond={bond} trace={trace} />
      <RecentEvents />
    </Page>
  );
}

function ManyBonds({ bonds }: { bonds: Bond[] }) {
  const bad = bonds.filter((bond) => headline(bond).verdict !== 'up');
  const lead =
    bad.length === 0
      ? `All ${bonds.length} edges are well.`
      : `${bad.length} of ${bonds.length} edges ${bad.length === 1 ? 'needs' : 'need'} a look.`;
  return (
    <Page title="Overview" beside={<Verdict {...lookOf(bad[0])} />} lead={lead} actions={asked}>
      {bad[0] && <BondCard bond={bad[0]} titled />}
      <BondList bonds={bonds} />
      <RecentEvents />
    </Page>
  );
}

function lookOf(worst: Bond | undefined): { verdict: VerdictName; word?: string } {
  if (!worst) {
    return { verdict: 'up', word: 'Healthy' };
  }
  const { sentence: _, ...look } = headline(worst);
  return look;
}
