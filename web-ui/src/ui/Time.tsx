import { fullTime, type Instant, shortTime } from './time';

export function Time({ at }: { at: Instant | null | undefined }) {
  if (at === null || at === undefined || at === '') {
    return <span>–</span>;
  }
  return (
    <time dateTime={new Date(at).toISOString()} title={fullTime(at)}>
      {shortTime(at)}
    </time>
  );
}
