import type { Schema } from '../../src/api/types';
import { session } from './handler';
import { ago, dsl, edge, lte, lteDown, path, starlink, uplinksOf, type World } from './world';

const event = (id: number, secondsAgo: number, what: Partial<Schema<'Event'>>): Schema<'Event'> => ({
  id,
  at: ago(secondsAgo),
  severity: 'info',
  kind: 'path-up',
  node: 'home',
  tunnel: 'home.fra',
  path: null,
  message: '',
  details: {},
  ...what,
});

const events = [
  event(912, 73, {
    severity: 'error',
    kind: 'path-down',
    path: 'lte',
    message: `lte is down: ${lteDown.reasonText}`,
  }),
  event(9111, 74, { kind: 'path-suspect', path: 'lte', message: 'lte is suspect: no answer to 2 probes' }),
  event(911, 1_900, { kind: 'node-reached', message: 'home runs revision 17.' }),
  event(910, 1_905, {
    kind: 'changed',
    message: 'ada changed the cost class of lte to metered.',
    path: 'lte',
  }),
  event(909, 7_260, {
    severity: 'warning',
    kind: 'data-cap',
    path: 'lte',
    message: 'lte has used 80 % of 50 GB; the period ends on 12 December.',
  }),
  event(908, 14_400, { kind: 'path-up', path: 'dsl', message: 'dsl is up again after 41 s' }),
  event(907, 14_441, {
    severity: 'error',
    kind: 'path-down',
    path: 'dsl',
    message: 'dsl is down: no carrier',
  }),
  event(906, 90_000, { kind: 'node-joined', message: 'home joined with the key first-edge.' }),
];

const audit: Schema<'AuditEntry'>[] = [
  {
    id: 41,
    at: ago(1_906),
    actorKind: 'user',
    actor: 'ada',
    address: '192.0.2.7',
    action: 'replace',
    resource: 'nodes/home/uplinks/lte',
    before: { interface: 'wwan0', role: 'use', costClass: 'flat' },
    after: { interface: 'wwan0', role: 'use', costClass: 'metered' },
    requestId: '7d19aa03',
  },
  {
    id: 40,
    at: ago(90_100),
    actorKind: 'token',
    actor: 'ada/deploy',
    address: '192.0.2.9',
    action: 'create',
    resource: 'enrolment-keys/first-edge',
    before: null,
    after: { kind: 'edge', uses: 1 },
    requestId: '02ff7e61',
  },
];

const hub = (edges: Schema<'Node'>[]): Schema<'Node'> => ({
  ...edge('fra', [], { tunnels: edges.flatMap(({ status }) => status.tunnels) }),
  kind: 'hub',
  spec: {
    kind: 'hub',
    publicAddress: '198.51.100.4',
    port: 7070,
    innerNetworks: ['10.77.0.1/16'],
    masquerade: true,
    tunnel: { mtuBytes: 1500, carriers: 4 },
  },
});

const worldOf = (edges: Schema<'Node'>[], what: Partial<World> = {}): World => ({
  session,
  setupRequired: false,
  nodes: edges.length > 0 ? [hub(edges), ...edges] : [],
  uplinks: Object.fromEntries(edges.map((node) => [node.name, uplinksOf(node)])),
  events,
  audit,
  ...what,
});

/** A node that was asked for revision 18. */
const asked = (status: Partial<Schema<'NodeStatus'>>): World =>
  worldOf([edge('home', [dsl, lte], { desiredRevision: 18, ...status })]);

/** Nobody has said or measured what its uplinks can do. */
function unmeasured(): World {
  const world = worldOf([edge('home', [dsl, lte])], { measured: false });
  for (const { spec } of world.uplinks.home ?? []) {
    delete spec.downBitsPerSecond;
    delete spec.upBitsPerSecond;
  }
  return world;
}

const idle = { inboundBitsPerSecond: 240_000, outboundBitsPerSecond: 90_000 };

/** Worlds by name: what a test, or a person at npm run dev, wants to see. */
export const worlds = {
  healthy: () => worldOf([edge('home', [dsl, lte])]),
  trouble: () => worldOf([edge('home', [dsl, lteDown, starlink])]),
  many: () =>
    worldOf([
      edge('home', [dsl, lteDown, starlink]),
      edge('office', [
        path('fibre', { ...dsl, name: 'fibre', rttMs: 6, inboundBitsPerSecond: 412_000_000 }),
        path('dsl', dsl),
      ]),
      edge(
        'van',
        [path('lte', { ...lte, ...idle }), path('sat', { ...dsl, ...idle, name: 'sat', rttMs: 55 })],
        {
          online: false,
          lastReportAt: ago(4_210),
        },
      ),
      edge('shop', [
        path('cable', { ...dsl, ...idle }),
        path('lte', {
          ...lte,
          state: 'suspect',
          reason: 'latency too high',
          reasonText: 'latency is 231 ms, 200 are allowed',
          ...idle,
        }),
      ]),
    ]),
  empty: () => worldOf([], { events: [], audit: [] }),
  trial: () => asked({ trial: { revision: 18, confirmBy: ago(-600), byPerson: true } }),
  wentBack: () =>
    asked({
      refused: {
        revision: 18,
        cause: 'not-confirmed',
        reasons: ['nobody confirmed it within 30 s'],
        at: ago(40),
      },
    }),
  unmeasured,
  shutOut: () =>
    worldOf([
      edge('home', [dsl, lte], {
        online: false,
        lastReportAt: ago(95),
        conditions: [
          {
            type: 'certificate',
            ok: false,
            reason: 'revoked',
            message: 'Its certificate was revoked (stolen). It can join anew with a new key.',
            since: ago(95),
          },
        ],
      }),
    ]),
  viewer: () =>
    worldOf([edge('home', [dsl, lte])], {
      session: { ...session, user: 'eve', displayName: 'Eve', role: 'viewer' },
    }),
  signedOut: () => worldOf([edge('home', [dsl, lte])], { session: null }),
  fresh: () => worldOf([], { session: null, setupRequired: true, events: [], audit: [] }),
} satisfies Record<string, () => World>;

export type WorldName = keyof typeof worlds;
