import { useEffect, useMemo, useRef, useState } from 'react';
import type { StrandColumns } from '../ui/chart/stack';
import type { Bond } from './bond';
import { withoutShortGaps } from './gaps';
import { fetchHistory, type HistoryColumns } from './history';
import type { LiveNode } from './LiveStore';
import { liveStore } from './live';
import { Ring } from './Ring';

const keptSeconds = 900;
/** The server has seconds of as much; who asks for a moment more gets minutes, so a little less is asked for. */
const askedSeconds = keptSeconds - 30;

export type TraceColumns = { times: number[]; strands: StrandColumns[]; rttMs: (number | null)[] };

/**
 * The last quarter of an hour of one bond: what the server still has of it, and then each sample as it comes. Samples that come before
 * the server's answer wait for it, since the ring takes moments in their order only.
 */
class Trace {
  private readonly ring: Ring;
  private waiting: { node: LiveNode; seconds: number }[] | undefined = [];

  constructor(
    private readonly hub: string,
    private readonly uplinks: readonly string[],
  ) {
    this.ring = new Ring(uplinks.length * 2 + 1, keptSeconds);
  }

  get ready() {
    return this.waiting === undefined;
  }

  seed(history: HistoryColumns | null) {
    const length = history ? knownLength(history) : 0;
    const moments = (history?.times.slice(0, length) ?? []).map((time, index) => {
      const of = (metric: string, path: string | null) =>
        history?.series.find((one) => one.metric === metric && (one.path ?? null) === path)?.values[index];
      return {
        time,
        values: [
          of('rttMs', null),
          ...this.uplinks.flatMap((name) => [
            of('outboundBitsPerSecond', name),
            of('inboundBitsPerSecond', name),
          ]),
        ],
      };
    });
    const known = (value: number | null | undefined) => value !== null && value !== undefined;
    for (const at of withoutShortGaps(moments.length, (one) => !moments[one]?.values.some(known))) {
      const { time, values } = moments[at] as (typeof moments)[number];
      this.ring.push(time, values);
    }
    const waited = this.waiting ?? [];
    this.waiting = undefined;
    for (const { node, seconds } of waited) {
      this.take(node, seconds);
    }
  }

  take(node: LiveNode, seconds: number) {
    if (this.waiting) {
      this.waiting = [...this.waiting.slice(-keptSeconds), { node, seconds }];
      return;
    }
    const tunnel = node.tunnels[this.hub];
    this.ring.push(seconds, [
      tunnel?.rttMs,
      ...this.uplinks.flatMap((name) => {
        const path = tunnel?.paths[name];
        return [path?.outboundBitsPerSecond, path?.inboundBitsPerSecond];
      }),
    ]);
  }

  columns(seconds: number, colours: readonly number[]): TraceColumns {
    const [times, rttMs = [], ...rest] = this.ring.since(seconds);
    const strands = this.uplinks.map((name, index) => ({
      name,
      colour: colours[index] ?? 1,
      out: rest[index * 2] ?? [],
      in: rest[index * 2 + 1] ?? [],
    }));
    return { times, strands, rttMs };
  }
}

/** The answer reaches up to now, with gaps where nothing was measured yet; those would stand in the way of what is measured next. */
function knownLength({ times, series }: HistoryColumns): number {
  let length = times.length;
  while (length > 0 && series.every(({ values }) => (values[length - 1] ?? null) === null)) {
    length--;
  }
  return length;
}

/** New with each sample; undefined until the server has said what it still knows. */
export function useTrace({ edge, hub, strands }: Bond): TraceColumns | undefined {
  const shape = strands.map(({ name, colour }) => `${name}=${colour}`).join(' ');
  const trace = useRef<Trace>(undefined);
  const [tick, setTick] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: strands are new objects at each sample; their names and colours count
  useEffect(() => {
    const made = new Trace(
      hub ?? '',
      strands.map(({ name }) => name),
    );
    trace.current = made;
    const again = () => setTick((count) => count + 1);
    const stop = liveStore.onSample(edge, (node, at) => {
      made.take(node, at);
      again();
    });
    const now = Math.floor(Date.now() / 1000);
    const leaving = new AbortController();
    fetchHistory(
      { node: edge, tunnel: hub && `${edge}.${hub}`, uplink: null, from: now - askedSeconds, to: now },
      leaving.signal,
    )
      .then((history) => made.seed(history))
      .catch(() => made.seed(null))
      .finally(again);
    return () => {
      leaving.abort();
      stop();
    };
  }, [edge, hub, shape]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: tick and shape say that the trace has changed
  return useMemo(
    () =>
      trace.current?.ready
        ? trace.current.columns(
            keptSeconds,
            strands.map(({ colour }) => colour),
          )
        : undefined,
    [tick, shape],
  );
}

/** The newest part of it. */
export function lastSeconds({ times, strands, rttMs }: TraceColumns, seconds: number): TraceColumns {
  const from = (times[times.length - 1] ?? 0) - seconds;
  const first = Math.max(
    0,
    times.findIndex((time) => time > from),
  );
  return {
    times: times.slice(first),
    strands: strands.map((strand) => ({
      ...strand,
      in: strand.in.slice(first),
      out: strand.out.slice(first),
    })),
    rttMs: rttMs.slice(first),
  };
}

const leastLoadBps = 1e6;

/** The median latency of the seconds that carried at least half of the most there was; null when there was next to nothing. */
export function loadedRttMs({ times, strands, rttMs }: TraceColumns): number | null {
  const load = times.map((_, at) =>
    strands.reduce((sum, one) => sum + (one.in[at] ?? 0) + (one.out[at] ?? 0), 0),
  );
  const least = Math.max(leastLoadBps, ...load.map((bps) => bps / 2));
  const figures = rttMs
    .filter((rtt, at): rtt is number => rtt !== null && (load[at] ?? 0) >= least)
    .sort((a, b) => a - b);
  return figures[Math.floor(figures.length / 2)] ?? null;
}
