import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { verdictOf } from '../ui/Verdict';
import { type Bond, leastSharedBps, type Strand } from './bond';
import type { LiveNode, LivePath } from './LiveStore';
import { liveStore, useLiveTick } from './live';
import { type Measured, type Measurements, measuredOf, noMeasurements, useMeasurements } from './measured';
import { colourOf, type Node, type Path, shutOut, type Tunnel, useNodes } from './nodes';
import { type Uplink, uplinksQuery } from './uplinks';

/** So many edges are drawn with what their links can do; a list of hundreds does without. */
const mostAsked = 8;

/** Every edge with the hub it is bonded to, as of the last second where the stream has told of it. */
export function useBonds(): { bonds: Bond[]; query: ReturnType<typeof useNodes> } {
  const query = useNodes();
  const tick = useLiveTick();
  const measured = useMeasurements();
  const edges = useMemo(() => (query.data ?? []).filter(({ kind }) => kind === 'edge'), [query.data]);
  const uplinks = useQueries({
    queries: edges.length <= mostAsked ? edges.map(({ name }) => uplinksQuery(name)) : [],
    combine: (answers) => answers.map(({ data }) => data),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tick says that the store has another sample
  const bonds = useMemo(
    () =>
      edges.flatMap((node, index) =>
        bondsOf(node, liveStore.node(node.name), uplinks[index] ?? [], measured),
      ),
    [edges, uplinks, measured, tick],
  );
  return { bonds, query };
}

/** One bond for each tunnel; an edge without a tunnel is one, too, since that is what a person wants to see. */
export function bondsOf(
  node: Node,
  live: LiveNode | undefined,
  uplinks: readonly Uplink[],
  measured: Measurements = noMeasurements,
): Bond[] {
  const { tunnels } = node.status;
  return tunnels.length === 0
    ? [withoutTunnel(node, live, uplinks, measured)]
    : tunnels.map((tunnel) => bondOf(node, tunnel, live, uplinks, measured));
}

function bondOf(
  node: Node,
  tunnel: Tunnel,
  live: LiveNode | undefined,
  uplinks: readonly Uplink[],
  measured: Measurements,
): Bond {
  const now = live?.tunnels[tunnel.hub];
  const online = live?.online ?? node.status.online;
  const names = tunnel.paths.map(({ name }) => name);
  const outBps = now?.outboundBitsPerSecond ?? tunnel.outboundBitsPerSecond;
  const inBps = now?.inboundBitsPerSecond ?? tunnel.inboundBitsPerSecond;
  const shared = outBps + inBps >= leastSharedBps;
  return {
    edge: node.name,
    hub: tunnel.hub,
    online,
    shutOut: online ? null : shutOut(node),
    verdict: verdictOf(now?.state ?? tunnel.state),
    reason: (now ? now.reason : tunnel.reason) ?? null,
    since: (online ? tunnel.since : node.status.lastReportAt) ?? null,
    outBps,
    inBps,
    rttMs: now?.rttMs ?? tunnel.rttMs ?? null,
    strands: tunnel.paths.map((path) => ({
      ...strandOf(path, now?.paths[path.name]),
      ...(shared ? {} : { share: null }),
      colour: colourOf(path.name, names),
      ...capacityOf(uplinks, path.name, measuredOf(measured, node.name, path.name)),
    })),
  };
}

/** By a person, here or at the node. */
export const takenOut = ({ state, reason }: { state: string; reason?: string | null }) =>
  state === 'down' && reason === 'disabled';

/** The stream is newer than the last answer. */
function strandOf(path: Path, now: LivePath | undefined): Omit<Strand, 'colour' | keyof StrandCapacity> {
  const state = now?.state ?? path.state;
  const disabled = path.disabled || takenOut(now ?? path);
  const same = state === path.state;
  return {
    name: path.name,
    // What a person wants so is no trouble.
    verdict: disabled && verdictOf(state) === 'down' ? 'standby' : verdictOf(state),
    reason: (now ? now.reason : path.reason) ?? null,
    detail: (now ? now.reasonText : path.reasonText) ?? null,
    since: (same ? path.since : null) ?? null,
    role: path.role ?? 'use',
    cost: path.costClass ?? 'flat',
    interfaceName: path.interface ?? null,
    outBps: now?.outboundBitsPerSecond ?? path.outboundBitsPerSecond,
    inBps: now?.inboundBitsPerSecond ?? path.inboundBitsPerSecond,
    // The server says 0 when it does not know.
    rttMs: (now?.rttMs ?? path.rttMs) || null,
    jitterMs: path.jitterMs,
    lossRatio: now?.lossRatio ?? path.lossRatio,
    share: now?.share ?? path.share,
    disabled,
  };
}

type StrandCapacity = Pick<Strand, 'outCapacityBps' | 'inCapacityBps' | 'measuredAt'>;

/** What a person said that the link can do, otherwise what a speed test found. */
function capacityOf(
  uplinks: readonly Uplink[],
  name: string,
  { inBps, outBps, at }: Measured,
): StrandCapacity {
  const spec = uplinks.find((uplink) => uplink.name === name)?.spec;
  const inSaid = spec?.downBitsPerSecond ?? null;
  const outSaid = spec?.upBitsPerSecond ?? null;
  const measured = (inSaid === null && inBps !== null) || (outSaid === null && outBps !== null);
  return {
    inCapacityBps: inSaid ?? inBps,
    outCapacityBps: outSaid ?? outBps,
    measuredAt: measured ? at : null,
  };
}

function withoutTunnel(
  node: Node,
  live: LiveNode | undefined,
  uplinks: readonly Uplink[],
  measured: Measurements,
): Bond {
  const names = uplinks.map(({ name }) => name);
  return {
    edge: node.name,
    // The one that it is asked to go to, for as long as it has not got there.
    hub: (node.spec.kind === 'edge' && node.spec.hubs?.[0]) || null,
    online: live?.online ?? node.status.online,
    shutOut: live?.online ? null : shutOut(node),
    verdict: 'connecting',
    reason: node.status.conditions.find(({ ok }) => !ok)?.message ?? null,
    since: node.status.lastReportAt ?? null,
    outBps: null,
    inBps: null,
    rttMs: null,
    strands: uplinks.map(({ name, spec }) => ({
      name,
      colour: colourOf(name, names),
      verdict: 'unknown',
      reason: 'no tunnel yet',
      detail: null,
      since: null,
      role: spec.role ?? 'use',
      cost: spec.costClass ?? 'flat',
      interfaceName: spec.interface,
      outBps: null,
      inBps: null,
      ...capacityOf(uplinks, name, measuredOf(measured, node.name, name)),
      rttMs: null,
      jitterMs: null,
      lossRatio: null,
      share: null,
      disabled: spec.disabled ?? false,
    })),
  };
}
