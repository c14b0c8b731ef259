import type { Schema } from '../../src/api/types';
import { peopleRoutes } from './accessRoutes';
import { historyOf } from './history';
import { liveBody } from './live';
import type { World } from './world';

/** Answers as the control plane would, out of a world; what the world is told to change, it changes. */
export type Handler = (request: Request) => Promise<Response>;

type Answer = (parts: Record<string, string>, request: Request, url: URL) => unknown;
export type Route = [method: string, pattern: RegExp, answer: Answer];

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(body === undefined ? null : JSON.stringify(body), {
    status: body === undefined ? 204 : status,
    headers: { 'content-type': status >= 400 ? 'application/problem+json' : 'application/json', ...headers },
  });

export const problem = (status: number, code: string, detail: string, more: object = {}) =>
  json({ type: 'about:blank', title: code, status, code, detail, requestId: 'f3a91c2e', ...more }, status);

export const page = (items: unknown[]) => ({ items, nextCursor: null });
const under = '/api/v1/';

/** A pattern such as nodes/{node}, its parts by name. */
export function route(method: string, template: string, answer: Answer): Route {
  const pattern = template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return [method, new RegExp(`^${under}${pattern}$`), answer];
}

export function handlerOf(world: World): Handler {
  const routes = [
    ...accessRoutes(world),
    ...nodeRoutes(world),
    ...recordRoutes(world),
    ...peopleRoutes(world),
  ];
  return async (request) => {
    const url = new URL(request.url);
    const open = [`${under}session`, `${under}setup`].includes(url.pathname);
    if (!open && !world.session) {
      return problem(401, 'not_signed_in', 'Sign in, or send a token.');
    }
    for (const [method, pattern, answer] of routes) {
      const found = method === request.method && pattern.exec(url.pathname);
      if (found) {
        const body = await answer(found.groups ?? {}, request, url);
        return body instanceof Response ? body : json(body);
      }
    }
    return problem(404, 'not_found', `There is nothing at ${url.pathname}.`);
  };
}

const accessRoutes = (world: World): Route[] => [
  route('GET', 'session', () => world.session ?? problem(401, 'not_signed_in', 'Nobody is signed in.')),
  route('POST', 'session', async (_, request) => {
    const { user, password } = (await request.json()) as { user: string; password: string };
    if (password !== 'correct horse battery') {
      return problem(401, 'wrong_credentials', 'User or password is not right.');
    }
    world.session = { ...session, user };
    return world.session;
  }),
  route('DELETE', 'session', () => {
    world.session = null;
    return undefined;
  }),
  route('GET', 'setup', () => ({ required: world.setupRequired })),
  route('POST', 'setup', async (_, request) => {
    const { token } = (await request.json()) as { token: string };
    if (token !== 'one-time') {
      return problem(403, 'forbidden', 'The setup link was used already, or is not this one.');
    }
    world.setupRequired = false;
    return undefined;
  }),
];

export const session: Schema<'Session'> = {
  user: 'ada',
  displayName: 'Ada',
  role: 'administrator',
  scopes: ['nodes:read', 'nodes:write', 'metrics:read', 'events:read', 'users:write', 'tokens:write'],
  csrfToken: 'mock',
  expiresAt: '2026-12-24T12:00:00Z',
};

const nodeRoutes = (world: World): Route[] => [
  route('GET', 'nodes', () => page(world.nodes)),
  route('GET', 'nodes/{node}', ({ node }) => {
    const found = world.nodes.find(({ name }) => name === node);
    return found
      ? json(found, 200, { etag: '"12"' })
      : problem(404, 'not_found', `There is no node '${node}'.`);
  }),
  route('GET', 'nodes/{node}/uplinks', ({ node }) => page(world.uplinks[node as string] ?? [])),
  route('PUT', 'nodes/{node}/uplinks/{uplink}', async (parts, request, url) =>
    putUplink(world, parts, (await request.json()) as { spec: Schema<'UplinkSpec'> }, url),
  ),
];

function putUplink(
  world: World,
  { node: name, uplink }: Record<string, string>,
  { spec }: { spec: Schema<'UplinkSpec'> },
  url: URL,
): unknown {
  const node = world.nodes.find((one) => one.name === name);
  const all = world.uplinks[name as string] ?? [];
  const old = all.find((one) => one.name === uplink);
  if (!node) {
    return problem(404, 'not_found', `There is no node '${name}'.`);
  }
  if (spec.maxLatencyMs !== undefined && spec.maxLatencyMs > 60_000) {
    return problem(422, 'invalid_field', 'spec.maxLatencyMs must be 60000 or less', {
      errors: [{ field: 'spec.maxLatencyMs', message: 'must be 60000 or less' }],
    });
  }
  if (url.searchParams.get('dryRun') === 'true') {
    return {
      change: old ? 'replace' : 'create',
      differences: differences(old?.spec ?? {}, spec),
      couldCutAccess: true,
    };
  }
  const now = new Date().toISOString();
  const revision = (node.status.desiredRevision ?? 0) + 1;
  node.status = { ...node.status, desiredRevision: revision, reachedRevision: revision };
  const next = {
    ...(old ?? { node: name as string, name: uplink as string, createdAt: now }),
    spec,
    revision,
    updatedAt: now,
  };
  world.uplinks[name as string] = [...all.filter((one) => one.name !== uplink), next];
  return json(next, 200, { etag: `"${next.revision}"` });
}

export function differences(before: object, after: object) {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const of = (from: object, key: string) => (from as Record<string, unknown>)[key];
  return keys
    .filter((key) => JSON.stringify(of(before, key)) !== JSON.stringify(of(after, key)))
    .map((path) => ({ path, before: of(before, path) ?? null, after: of(after, path) ?? null }));
}

const recordRoutes = (world: World): Route[] => [
  route('GET', 'events', (_, __, url) => {
    const node = url.searchParams.get('node');
    return page(
      world.events
        .filter((event) => !node || event.node === node)
        .slice(0, Number(url.searchParams.get('limit') ?? 100)),
    );
  }),
  route('GET', 'audit', () => page(world.audit)),
  route('GET', 'metrics/history', (_, __, url) => historyOf(world, url.searchParams)),
  route(
    'GET',
    'metrics/live',
    (_, request) =>
      new Response(liveBody(world, request.signal), { headers: { 'content-type': 'text/event-stream' } }),
  ),
];
