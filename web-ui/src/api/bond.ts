import type { VerdictName } from '../ui/Verdict';

/** One uplink of a bond as a person thinks of it: a strand that carries, or does not, and why. */
export type Strand = {
  name: string;
  /** 1 to 6, the same on every page. */
  colour: number;
  verdict: VerdictName;
  /** From the closed set of reasons. */
  reason: string | null;
  /** The figures behind the verdict, as a sentence. */
  detail: string | null;
  since: string | null;
  role: string;
  cost: string;
  interfaceName: string | null;
  outBps: number | null;
  inBps: number | null;
  /** What the link can do, as configured or measured; null when nobody knows. */
  outCapacityBps: number | null;
  inCapacityBps: number | null;
  /** When a speed test found that; null when a person said it, or nobody knows. */
  measuredAt: string | null;
  rttMs: number | null;
  jitterMs: number | null;
  lossRatio: number | null;
  /** Null while the bond is idle. */
  share: number | null;
  disabled: boolean;
};

/** Below this a bond carries little more than its own upkeep, of which a share says nothing. */
export const leastSharedBps = 50_000;

/** An edge and the hub it is bonded to. */
export type Bond = {
  edge: string;
  hub: string | null;
  online: boolean;
  /** Why the control plane lets the edge in no more; null while it would. */
  shutOut: string | null;
  verdict: VerdictName;
  reason: string | null;
  since: string | null;
  outBps: number | null;
  inBps: number | null;
  rttMs: number | null;
  strands: Strand[];
};

const carries = (strand: Strand) =>
  (strand.verdict === 'up' || strand.verdict === 'suspect') && strand.role !== 'never';

/** A sum over strands is known when it is known of each. */
export function total(strands: Strand[], figure: (strand: Strand) => number | null): number | null {
  const figures = strands.map(figure);
  return figures.length === 0 || figures.some((one) => one === null)
    ? null
    : figures.reduce((sum: number, one) => sum + (one ?? 0), 0);
}

/** What the usable strands can do together, and how that is known. */
export type Capacity = { inBps: number | null; outBps: number | null; measured: boolean };

export function capacity(bond: Bond): Capacity {
  const strands = usable(bond);
  return {
    inBps: total(strands, (strand) => strand.inCapacityBps),
    outBps: total(strands, (strand) => strand.outCapacityBps),
    measured: strands.some(({ measuredAt }) => measuredAt !== null),
  };
}

export const usable = (bond: Bond) => bond.strands.filter(carries);

/** What is out of the ordinary, one strand each; standby and a person's own choice are ordinary. */
export const troubled = (bond: Bond) =>
  bond.strands.filter(({ verdict, disabled }) => !disabled && (verdict === 'down' || verdict === 'suspect'));

const list = (names: string[]) =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;

/** The first sentence that a person reads. */
export function headline(bond: Bond): { verdict: VerdictName; word?: string; sentence: string } {
  const up = usable(bond).map(({ name }) => name);
  if (bond.shutOut) {
    return { verdict: 'down', word: 'Shut out', sentence: bond.shutOut };
  }
  if (!bond.online && bond.since === null) {
    return { verdict: 'unknown', word: 'Not heard of', sentence: `${bond.edge} has not reported yet.` };
  }
  if (!bond.online) {
    return {
      verdict: 'unknown',
      word: 'Offline',
      sentence: `${bond.edge} is not talking to the control plane; what it carries now is not known.`,
    };
  }
  if (bond.verdict === 'down' || bond.verdict === 'connecting') {
    const why = bond.reason ? `: ${bond.reason}` : '';
    return { verdict: bond.verdict, sentence: `${bond.edge} has no tunnel to ${bond.hub ?? 'a hub'}${why}.` };
  }
  if (bond.strands.length === 0) {
    return { verdict: 'unknown', sentence: `${bond.edge} has no uplinks yet. Name them to start bonding.` };
  }
  const bad = troubled(bond);
  if (bad.length > 0) {
    const rest =
      up.length > 0
        ? `${list(up)} ${up.length === 1 ? 'carries' : 'carry'} the traffic`
        : 'nothing carries traffic';
    const names = list(bad.map(({ name, verdict }) => `${name} is ${verdict}`));
    return up.length === 0
      ? { verdict: 'down', sentence: `${names}; ${rest}.` }
      : { verdict: 'suspect', word: 'Degraded', sentence: `${names}; ${rest}.` };
  }
  if (up.length === 0) {
    return { verdict: bond.verdict, sentence: 'No uplink is in use.' };
  }
  return {
    verdict: 'up',
    word: 'Healthy',
    sentence: `All is well: ${list(up)} ${up.length === 1 ? 'carries' : 'carry'} the traffic.`,
  };
}

/** Why a strand is as it is, as words: what the node says, or the verdict's reason. */
export function why(strand: Strand): string {
  if (strand.disabled) {
    return 'taken out by a person';
  }
  return strand.detail || strand.reason || (strand.verdict === 'standby' ? 'ready, waits for its turn' : '');
}
