import { useLiveState, useNow } from '../api/live';
import css from './LiveLamp.module.css';
import { durationText } from './units';
import { Dot } from './Verdict';

/** How fresh what is shown is. */
export function LiveLamp() {
  const { phase, lastAt } = useLiveState();
  const now = useNow();
  const age = lastAt === null ? null : Math.max(0, (now - lastAt) / 1000);
  const stale = age !== null && age > 4;
  const words = {
    off: 'Not live',
    connecting: 'Connecting',
    paused: 'Paused',
    signedOut: 'Signed out',
    live: stale ? `Live, ${durationText(age)} old` : 'Live',
    away: age === null ? 'No answer' : `No answer, ${durationText(age)} old`,
  } as const;
  const tone = phase === 'live' && !stale ? 'up' : phase === 'away' || stale ? 'suspect' : 'standby';
  return (
    <span className={css.lamp}>
      <Dot tone={tone} />
      {words[phase]}
    </span>
  );
}
