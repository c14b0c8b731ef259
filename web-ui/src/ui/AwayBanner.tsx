import { useLiveState, useNow } from '../api/live';
import { Notice } from './States';
import { shortTime } from './time';
import { durationText } from './units';

const patienceMs = 3_000;

/** The control plane is away: since when, and how old what is shown has become. */
export function AwayBanner() {
  const { phase, awaySince, lastAt } = useLiveState();
  const now = useNow();
  if (phase !== 'away' || awaySince === null || now - awaySince < patienceMs) {
    return null;
  }
  return (
    <div className="awayBanner">
      <Notice tone="suspect" title={`The control plane has not answered since ${shortTime(awaySince)}`}>
        {lastAt === null
          ? 'Nothing has come yet. '
          : `What you see is ${durationText((now - lastAt) / 1000)} old. `}
        Nodes keep carrying traffic meanwhile; this page asks again by itself.
      </Notice>
    </div>
  );
}
