import type { Schema } from '../../src/api/types';
import { peopleRoutes } from './accessRoutes';
import { historyOf } from './history';
import { liveBody } from './live';
import { nodeRoutes } from './nodeRoutes';
import { systemRoutes } from './systemRoutes';
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
    ...systemRoutes(world),
  ];
  return async (request) => {
    const url = new URL(request.url);
    const open = ['session', 'setup', 'restore'].some((path) => url.pathname === under + path);
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

export function differences(before: object, after: object) {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const of = (from: object, key: string) => (from as Record<string, unknown>)[key];
  return keys
    .filter((key) => JSON.stringify(of(before, key)) !== JSON.stringify(of(after, key)))
    .map((path) => ({ path, before: of(before, path) ?? null, after: of(after, path) ?? null }));
}

/** Whether something happened before the moment that was asked for, and has all the words. */
const said =
  (asked: URLSearchParams) =>
  (at: string, ...texts: (string | null | undefined)[]) =>
    at < (asked.get('to') ?? '9') &&
    (asked.get('words') ?? '')
      .toLowerCase()
      .split(/\s+/)
      .every((word) => texts.join(' ').toLowerCase().includes(word));

const recordRoutes = (world: World): Route[] => [
  route('GET', 'events', (_, __, { searchParams: asked }) => {
    const least = ['info', 'warning', 'error'].indexOf(asked.get('severity') ?? 'info');
    const fits = said(asked);
    return page(
      world.events
        .filter(({ node }) => (asked.get('node') ?? node) === node)
        .filter(({ severity }) => ['info', 'warning', 'error'].indexOf(severity) >= least)
        .filter(({ at, message, kind, node, path }) => fits(at, message, kind, node, path))
        .slice(0, Number(asked.get('limit') ?? 100)),
    );
  }),
  route('GET', 'audit', (_, __, { searchParams: asked }) => {
    const fits = said(asked);
    return page(
      world.audit.filter(({ at, actor, action, resource, address, requestId }) =>
        fits(at, actor, action, resource, address, requestId),
      ),
    );
  }),
  route('GET', 'metrics/history', (_, __, url) => historyOf(world, url.searchParams)),
  route(
    'GET',
    'metrics/live',
    (_, request) =>
      new Response(liveBody(world, request.signal), { headers: { 'content-type': 'text/event-stream' } }),
  ),
];
