import { type Bond, total, usable } from '../../api/bond';
import { loadedRttMs, type TraceColumns } from '../../api/trace';
import { Figure, Figures } from '../../ui/Figure';
import { milliseconds, millisecondsText, percentText, rate, rateText } from '../../ui/units';

/** The headline numbers, each against what it could be. */
export function BondFigures({ bond, trace }: { bond: Bond; trace: TraceColumns | undefined }) {
  const loaded = trace ? loadedRttMs(trace) : null;
  const strands = usable(bond);
  const inSum = total(strands, (strand) => strand.inCapacityBps);
  const outSum = total(strands, (strand) => strand.outCapacityBps);
  return (
    <Figures>
      <Figure name="Inbound" quantity={rate(bond.inBps)} note={against(bond.inBps, inSum)} />
      <Figure name="Outbound" quantity={rate(bond.outBps)} note={against(bond.outBps, outSum)} />
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

function against(bps: number | null, sum: number | null): string {
  return sum === null || sum === 0
    ? 'no limit known'
    : `of ${rateText(sum)}, ${percentText((bps ?? 0) / sum)}`;
}

function bestPath(bond: Bond): string {
  const quickest = usable(bond)
    .filter((strand) => strand.rttMs !== null)
    .sort((a, b) => (a.rttMs ?? 0) - (b.rttMs ?? 0))[0];
  return quickest ? `quickest: ${quickest.name}, ${millisecondsText(quickest.rttMs)}` : '';
}

const shares = (bond: Bond) =>
  usable(bond)
    .map((strand) => `${strand.name} ${percentText(strand.share)}`)
    .join(', ');
