import { Icon, type IconName } from './Icon';
import css from './Verdict.module.css';

/** What can be said of a path, a tunnel or a node. Words of newer nodes read as unknown. */
export const verdicts = ['up', 'suspect', 'down', 'standby', 'connecting', 'unknown'] as const;
export type VerdictName = (typeof verdicts)[number];

export const verdictOf = (state: string | null | undefined): VerdictName =>
  verdicts.find((verdict) => verdict === state?.toLowerCase()) ?? 'unknown';

const look: Record<VerdictName, { word: string; icon: IconName; tone: string }> = {
  up: { word: 'Up', icon: 'check', tone: 'up' },
  suspect: { word: 'Suspect', icon: 'warn', tone: 'suspect' },
  down: { word: 'Down', icon: 'cross', tone: 'down' },
  standby: { word: 'Standby', icon: 'pause', tone: 'standby' },
  connecting: { word: 'Connecting', icon: 'clock', tone: 'suspect' },
  unknown: { word: 'Unknown', icon: 'question', tone: 'unknown' },
};

export const toneOf = (verdict: VerdictName) => look[verdict].tone;

/** Worst first: the order in which trouble is listed. */
const gravity: VerdictName[] = ['down', 'connecting', 'suspect', 'unknown', 'standby', 'up'];
export const gravityOf = (verdict: VerdictName) => gravity.indexOf(verdict);

/** Shape, colour and word say the same, so that none of them is needed. */
export function Verdict({ verdict, word }: { verdict: VerdictName; word?: string | undefined }) {
  const { icon, tone, word: usual } = look[verdict];
  return (
    <span className={css.badge} data-tone={tone}>
      <Icon name={icon} size={13} />
      {word ?? usual}
    </span>
  );
}

/** What was so when its node was heard of last; it is not known whether it still is. */
export const Was = ({ verdict }: { verdict: VerdictName }) => (
  <Verdict verdict="unknown" word={`Was ${look[verdict].word.toLowerCase()}`} />
);

export function Dot({ tone }: { tone: string }) {
  return <span className={css.dot} data-tone={tone} aria-hidden="true" />;
}
