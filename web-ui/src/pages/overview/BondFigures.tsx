import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { type Bond, capacity, usable } from '../../api/bond';
import { loadedRttMs, type TraceColumns } from '../../api/trace';
import { paths } from '../../paths';
import { Figure, Figures } from '../../ui/Figure';
import { milliseconds, millisecondsText, percentText, rate, rateText } from '../../ui/units';

/** The headline numbers, each against what it could be. */
export function BondFigures({ bond, trace }: { bond: Bond; trace: TraceColumns | undefined }) {
  const loaded = trace ? loadedRttMs(trace) : null;
  const strands = usable(bond);
  const { inBps: inSum, outBps: outSum, measured } = capacity(bond);
  const held = (bps: number | null, sum: number | null): ReactNode =>
    sum ? against(bps, sum, measured) : <Unmeasured edge={bond.edge} />;
  return (
    <Figures>
      <Figure name="Inbound" quantity={rate(bond.inBps)} note={held(bond.inBps, inSum)} />
      <Figure name="Outbound" quantity={rate(bond.outBps)} note={held(bond.outBps, outSum)} />
      <Figure name="Latency now" quantity={milliseconds(bond.rttMs)} note={bestPath(bond)} />
      <Figure
        name="Latency under load"
        quantity={milliseconds(loaded)}
        note={loaded === null ? 'no load seen lately' : 'of the busy seconds of the last 15 min'}
      />
      <Figure
        name="Uplinks in use"
        quantity={{ value: `${strands.length}`, unit: `of ${bond.strands.length}` }}
        note={shares(bond)}
      />
    </Figures>
  );
}

/** What was measured may be out of date, so it is told from what a person said. */
const against = (bps: number | null, sum: number, measured: boolean) =>
  `${percentText((bps ?? 0) / sum)} of ${rateText(sum)}, as ${measured ? 'measured' : 'configured'}`;

const Unmeasured = ({ edge }: { edge: string }) => (
  <>
    what the links can do is not known;{' '}
    <Link to={paths.diagnosticsOf(edge)} className="inText">
      measure the links
    </Link>
  </>
);

function bestPath(bond: Bond): string {
  const quickest = usable(bond)
    .filter((strand) => strand.rttMs !== null)
    .sort((a, b) => (a.rttMs ?? 0) - (b.rttMs ?? 0))[0];
  return quickest ? `quickest: ${quickest.name}, ${millisecondsText(quickest.rttMs)}` : '';
}

const shares = (bond: Bond) =>
  usable(bond)
    .map(({ name, share }) => (share === null ? name : `${name} ${percentText(share)}`))
    .join(', ');
