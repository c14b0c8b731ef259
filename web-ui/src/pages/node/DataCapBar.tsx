import type { UplinkSpec } from '../../api/uplinks';
import { dateText } from '../../ui/time';
import { dataText, percentText } from '../../ui/units';
import css from './DataCapBar.module.css';

type DataCapBarProps = { used: number; cap: NonNullable<UplinkSpec['dataCap']>; since: string | null };

/** How much of a month's data is gone, and when the next month begins. */
export function DataCapBar({ used, cap, since }: DataCapBarProps) {
  const ratio = Math.min(1, used / cap.limitBytes);
  const tone = ratio >= 1 ? 'down' : ratio >= (cap.warnAtRatio ?? 0.8) ? 'suspect' : 'up';
  const says = `${dataText(used)} of ${dataText(cap.limitBytes)} (${percentText(used / cap.limitBytes)})`;
  return (
    <div className={css.cap}>
      <div className={css.track} aria-hidden="true">
        <div className={css.used} data-tone={tone} style={{ width: `${ratio * 100}%` }} />
      </div>
      <div>{says}</div>
      <div className={css.period}>
        {since ? `since ${dateText(since)}, ` : ''}anew on day {cap.billingDay ?? 1};{' '}
        {cap.atCap === 'stop' ? 'stops' : 'standby only'} at the cap
      </div>
    </div>
  );
}
