import type { Schema } from '../../src/api/types';

/** A small installation as the API would tell of it: two uplinks that carry, one that is dead, one that waits. */
export type World = {
  session: Schema<'Session'> | null;
  setupRequired: boolean;
  nodes: Schema<'Node'>[];
  uplinks: Record<string, Schema<'Uplink'>[]>;
  events: Schema<'Event'>[];
  audit: Schema<'AuditEntry'>[];
  /** How long a node tries what a person has to confirm. */
  trialMs?: number;
  /** Whether there were speed tests; there were, unless it is false. */
  measured?: boolean;
  /** The last change, to be undone. */
  undo?: { path: string; now: object; before: object; back: () => unknown };
  /** Samples come faster than once a second, each still a second after the one before; for what takes long. */
  sampleEveryMs?: number;
  /** How many samples were told so far. */
  samplesTold?: number;
};

export const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

type Path = Schema<'Path'>;

const still: Path = {
  name: '',
  state: 'up',
  reason: null,
  reasonText: null,
  since: ago(4 * 3600),
  role: 'use',
  costClass: 'flat',
  interface: null,
  rttMs: 20,
  jitterMs: 1.2,
  lossRatio: 0,
  share: 0,
  outboundBitsPerSecond: 0,
  inboundBitsPerSecond: 0,
  bytesSent: 0,
  bytesReceived: 0,
  retransmits: 0,
  congestionWindowSegments: 0,
  subflows: 4,
  dataUsedBytes: 0,
  dataCapBytes: 0,
  dataPeriodStart: null,
  disabled: false,
};

export const path = (name: string, what: Partial<Path>): Path => ({ ...still, name, ...what });

export const dsl = path('dsl', {
  interface: 'eth1',
  rttMs: 21.4,
  jitterMs: 0.8,
  share: 0.66,
  inboundBitsPerSecond: 88_200_000,
  outboundBitsPerSecond: 9_100_000,
  bytesReceived: 812_000_000_000,
  bytesSent: 96_000_000_000,
  retransmits: 1204,
  congestionWindowSegments: 412,
  dataUsedBytes: 908_000_000_000,
  dataPeriodStart: '2026-11-01',
});

export const lte = path('lte', {
  interface: 'wwan0',
  costClass: 'metered',
  rttMs: 48.9,
  jitterMs: 6.3,
  lossRatio: 0.004,
  share: 0.34,
  inboundBitsPerSecond: 44_700_000,
  outboundBitsPerSecond: 4_300_000,
  bytesReceived: 36_000_000_000,
  bytesSent: 5_000_000_000,
  retransmits: 3811,
  congestionWindowSegments: 288,
  dataUsedBytes: 41_000_000_000,
  dataCapBytes: 50_000_000_000,
  dataPeriodStart: '2026-11-12',
});

export const lteDown = path('lte', {
  ...lte,
  state: 'down',
  reason: 'probes lost',
  reasonText: `no answer to 5 probes since ${ago(73)}, carrying nothing; traffic moved in 0.21 s`,
  since: ago(73),
  share: 0,
  inboundBitsPerSecond: 0,
  outboundBitsPerSecond: 0,
  subflows: 0,
  congestionWindowSegments: 0,
});

export const starlink = path('sat', {
  interface: 'eth3',
  state: 'standby',
  role: 'standby',
  rttMs: 61,
  reasonText: 'joins when the others carry more than 120 Mbit/s',
  since: ago(7200),
  subflows: 0,
});

const carriers = [
  [0, 'packet'],
  [1, 'packet'],
  [2, 'packet'],
  [3, 'packet'],
].map(([index = 0, lane = '']) => ({
  index: Number(index),
  lane: String(lane),
  state: 'up',
  protocol: 'TLSv1.3',
  group: 'X25519MLKEM768',
  mptcp: true,
  subflows: 2,
  ageSeconds: 1860 + Number(index),
  bytesSent: 12_400_000_000 + Number(index) * 7_000_000,
  bytesReceived: 98_100_000_000 + Number(index) * 41_000_000,
}));

export function tunnel(edge: string, hub: string, paths: Path[]): Schema<'Tunnel'> {
  const sum = (figure: (path: Path) => number) => paths.reduce((total, one) => total + figure(one), 0);
  const up = paths.filter(({ state }) => state === 'up');
  return {
    name: `${edge}.${hub}`,
    edge,
    hub,
    state: up.length > 0 ? 'up' : 'down',
    reason: up.length > 0 ? null : 'every path is down',
    since: ago(4 * 3600 + 120),
    innerAddresses: ['10.77.0.2', 'fd77::2'],
    rttMs: up.length > 0 ? Math.min(...up.map(({ rttMs }) => rttMs)) : null,
    outboundBitsPerSecond: sum((one) => one.outboundBitsPerSecond),
    inboundBitsPerSecond: sum((one) => one.inboundBitsPerSecond),
    outboundBytes: 101_000_000_000,
    inboundBytes: 848_000_000_000,
    outboundPackets: 91_000_000,
    inboundPackets: 612_000_000,
    queueBytes: 18_400,
    drops: { queue_delay: 311, malformed_packet: 2 },
    carriers: up.length > 0 ? carriers : [],
    streams: {
      open: 37,
      opened: 48_211,
      originated: 12,
      refused: { not_granted: 3 },
      bytesSent: 61_400_000_000,
      bytesReceived: 455_000_000_000,
      meanOpenMs: 23.4,
      idleCarriers: 16,
      busyCarriers: 37,
    },
    datagrams: {
      outboundPackets: 1_204_311,
      inboundPackets: 1_198_774,
      bytesSent: 211_000_000,
      bytesReceived: 209_000_000,
      copiesByCarrier: 4_120,
      doubles: 1_190_022,
      refused: 0,
    },
    paths,
  };
}

export const uplink = (
  node: string,
  of: Path,
  spec: Partial<Schema<'UplinkSpec'>> = {},
): Schema<'Uplink'> => ({
  node,
  name: of.name,
  spec: { interface: of.interface ?? 'eth1', role: 'use', costClass: 'flat', disabled: of.disabled, ...spec },
  revision: 12,
  createdAt: ago(40 * 86_400),
  updatedAt: ago(3 * 86_400),
});

export function edge(
  name: string,
  paths: Path[],
  status: Partial<Schema<'NodeStatus'>> = {},
): Schema<'Node'> {
  return {
    name,
    kind: 'edge',
    spec: {
      kind: 'edge',
      hubs: ['fra'],
      lan: { interfaces: ['eth0'], traffic: 'lan', prefixes: ['192.168.10.0/24'] },
      tunnel: { mtuBytes: 1500, carriers: 4 },
      reaches: [],
    },
    revision: 17,
    createdAt: ago(40 * 86_400),
    updatedAt: ago(1_905),
    status: {
      online: true,
      lastReportAt: ago(1),
      version: '0.1.0',
      startedAt: ago(4 * 3600 + 130),
      desiredRevision: 17,
      reachedRevision: 17,
      refused: null,
      trial: null,
      conditions: [
        { type: 'connected', ok: true, reason: null, message: 'It reports once a second.', since: null },
        { type: 'configured', ok: true, reason: null, message: 'It runs revision 17.', since: null },
        {
          type: 'carrying',
          ok: true,
          reason: null,
          message: 'The tunnel with fra is up.',
          since: ago(4 * 3600),
        },
      ],
      certificateExpiresAt: ago(-21 * 86_400),
      interfaces: ['eth0', 'eth1', 'eth3', 'lo', 'wwan0'],
      warnings: [],
      tunnels: [tunnel(name, 'fra', paths)],
      ...status,
    },
  };
}

export const uplinksOf = (node: Schema<'Node'>): Schema<'Uplink'>[] =>
  (node.status.tunnels[0]?.paths ?? []).map((one) => uplink(node.name, one, capacities[one.name]));

const capacities: Record<string, Partial<Schema<'UplinkSpec'>>> = {
  dsl: { downBitsPerSecond: 100_000_000, upBitsPerSecond: 20_000_000 },
  lte: {
    downBitsPerSecond: 50_000_000,
    upBitsPerSecond: 10_000_000,
    costClass: 'metered',
    maxLatencyMs: 200,
    maxLossRatio: 0.05,
    dataCap: { limitBytes: 50_000_000_000, billingDay: 12, warnAtRatio: 0.8, atCap: 'demote' },
  },
  sat: {
    role: 'standby',
    costClass: 'expensive',
    standbyAboveBitsPerSecond: 120_000_000,
    downBitsPerSecond: 150_000_000,
    upBitsPerSecond: 20_000_000,
  },
};
