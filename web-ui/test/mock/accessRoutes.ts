import type { Schema } from '../../src/api/types';
import { differences, json, page, problem, type Route, route } from './handler';
import { ago, type World } from './world';

const inDays = (days: number) => ago(-days * 86_400);

export const people: Schema<'User'>[] = [
  {
    name: 'ada',
    displayName: 'Ada',
    role: 'administrator',
    disabled: false,
    revision: 1,
    createdAt: ago(4e6),
    updatedAt: ago(4e6),
  },
  {
    name: 'bob',
    displayName: 'Bob',
    role: 'operator',
    disabled: false,
    revision: 9,
    createdAt: ago(3e6),
    updatedAt: ago(3e6),
  },
  {
    name: 'eve',
    displayName: 'Eve',
    role: 'viewer',
    disabled: true,
    revision: 14,
    createdAt: ago(2e6),
    updatedAt: ago(1e6),
  },
];

const tokens: Schema<'Token'>[] = [
  {
    name: 'prometheus',
    user: 'ada',
    scopes: ['metrics:read', 'nodes:read'],
    expiresAt: inDays(212),
    createdAt: ago(3e6),
    lastUsedAt: ago(12),
    revision: 4,
  },
  {
    name: 'deploy',
    user: 'ada',
    scopes: ['enrolment:write'],
    expiresAt: inDays(12),
    createdAt: ago(2e6),
    lastUsedAt: null,
    revision: 6,
  },
];

const certificates: Schema<'Certificate'>[] = [
  ['3f2a9c01b7', 'fra', 'hub', 'valid'],
  ['8c11d07e42', 'home', 'edge', 'valid'],
  ['70aa53e1f9', 'old-van', 'edge', 'revoked'],
].map(([serial, node, kind, state], index) => ({
  serial: serial as string,
  node: node as string,
  kind: kind as string,
  state: state as 'valid',
  issuer: 'issuing-1',
  notBefore: ago(8e5),
  notAfter: inDays(21 + index),
  issuedAt: ago(8e5),
  revokedAt: state === 'revoked' ? ago(5e4) : null,
  reason: state === 'revoked' ? 'the van was stolen' : null,
  revision: 20 + index,
}));

const keys: Schema<'EnrolmentKey'>[] = [
  {
    name: 'first-edge',
    nodeName: 'home',
    kind: 'edge',
    uses: 1,
    expiresAt: inDays(1),
    state: 'used',
    usedBy: [{ node: 'home', at: ago(90_000), stage: 'first-packet' }],
    refusals: [],
    createdAt: ago(90_400),
    revision: 11,
  },
  {
    name: 'vans',
    nodeName: null,
    kind: 'edge',
    uses: 20,
    expiresAt: inDays(30),
    state: 'valid',
    usedBy: [],
    refusals: [
      { at: ago(600), code: 'clock_wrong', detail: 'Its clock is 3 h behind.', address: '203.0.113.9' },
    ],
    createdAt: ago(70_000),
    revision: 12,
  },
];

const authority = {
  certificate: '-----BEGIN CERTIFICATE-----',
  fingerprint:
    '6b:1f:0e:9d:55:c0:4a:8a:31:77:02:e4:fb:19:d2:c6:5e:93:7f:00:ab:cd:41:62:88:1a:de:30:9b:74:f5:2c',
  notAfter: inDays(3650),
  issuing: {
    name: 'issuing-1',
    certificate: '-----BEGIN CERTIFICATE-----',
    notBefore: ago(4e6),
    notAfter: inDays(700),
  },
};

const speed = (uplink: string | null, inMbits: number, outMbits: number, idleRttMs: number) => ({
  ...(uplink ? { uplink } : {}),
  inboundBitsPerSecond: inMbits * 1e6,
  outboundBitsPerSecond: outMbits * 1e6,
  idleRttMs,
  loadedRttMs: idleRttMs + 38,
  error: null,
});

const runs: Schema<'Diagnostic'>[] = [
  {
    id: '7b0f6c0e-0000-4000-8000-000000000001',
    node: 'home',
    kind: 'speed-test',
    state: 'done',
    reason: null,
    parameters: { node: 'home' },
    result: {
      hub: 'fra',
      uplinks: [speed('dsl', 94.1, 18.9, 21), speed('lte', 46.2, 8.7, 49)],
      bond: speed(null, 137.4, 26.8, 21),
    },
    createdAt: ago(310),
    startedAt: ago(309),
    finishedAt: ago(279),
  },
  {
    id: '7b0f6c0e-0000-4000-8000-000000000002',
    node: 'home',
    kind: 'mptcp-support',
    state: 'done',
    reason: null,
    parameters: { node: 'home' },
    result: {
      hub: 'fra',
      uplinks: [
        { uplink: 'dsl', result: 'passes', text: 'options came through', subflows: 1 },
        {
          uplink: 'lte',
          result: 'stripped',
          text: 'the answer had no MPTCP options: a middlebox takes them out',
        },
      ],
    },
    createdAt: ago(300),
    startedAt: ago(299),
    finishedAt: ago(297),
  },
];

const dry = (url: URL) => url.searchParams.get('dryRun') === 'true';

/** People, tokens, keys, certificates and diagnostics. */
export const peopleRoutes = (world: World): Route[] => {
  const all = world.nodes.length > 0;
  return [
    route('GET', 'users', () =>
      world.session?.role === 'administrator'
        ? page(people)
        : problem(
            403,
            'missing_scope',
            'This needs the scope users:read, which the role viewer does not have.',
          ),
    ),
    route('PUT', 'users/{name}', async ({ name }, request, url) => {
      const put = (await request.json()) as Schema<'UserPut'>;
      if (name && !/^[a-z0-9][a-z0-9._@-]*$/.test(name)) {
        return problem(400, 'invalid_parameter', 'name must be small letters', {
          errors: [{ field: 'name', message: 'must be small letters, digits, . _ @ -' }],
        });
      }
      return dry(url)
        ? {
            change: 'create',
            differences: differences({}, { ...put, password: undefined }),
            couldCutAccess: false,
          }
        : { ...people[1], ...put, name };
    }),
    route('GET', 'tokens', () => page(all ? tokens : [])),
    route('PUT', 'tokens/{name}', async ({ name }, request, url) => {
      const put = (await request.json()) as Schema<'TokenPut'>;
      return dry(url)
        ? { change: 'create', differences: differences({}, put), couldCutAccess: false }
        : json({ ...tokens[0], ...put, name, secret: 'braid_pat_3q2-7w9xk' }, 201);
    }),
    route('GET', 'certificates', () => page(all ? certificates : [])),
    route('GET', 'certificate-authority', () => authority),
    route('GET', 'enrolment-keys', () => page(all ? keys : [])),
    route('GET', 'enrolment-keys/{name}', ({ name }) => ({ ...keys[1], name })),
    route('PUT', 'enrolment-keys/{name}', async ({ name }, request) => {
      const put = (await request.json()) as Schema<'EnrolmentKeyPut'>;
      const key = 'braid-join_eyJhIjpbIjE5OC41MS4xMDAuNDo4NDQ0Il0sImYiOiI2YjFmIn0';
      return json({ ...keys[1], refusals: [], ...put, name, key, command: `braid-node join ${key}` }, 201);
    }),
    route('GET', 'diagnostics/speed-tests', () =>
      page(all && world.measured !== false ? runs.slice(0, 1) : []),
    ),
    // Done by the time somebody looks again.
    route('POST', 'diagnostics/speed-tests', () => {
      world.measured = true;
      return { ...runs[0], state: 'running', result: null };
    }),
    route('GET', 'diagnostics/mptcp-support', () => page(all ? runs.slice(1) : [])),
  ];
};
