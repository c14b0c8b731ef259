import type { Schema } from '../../src/api/types';
import { differences, json, page, problem, type Route, route } from './handler';
import { ago, type World } from './world';

type Node = Schema<'Node'>;
type Parts = Record<string, string>;

const dry = (url: URL) => url.searchParams.get('dryRun') === 'true';

/** Nodes, their uplinks and tunnels; a node reaches at once what it is asked for, unless a person shall confirm it. */
export const nodeRoutes = (world: World): Route[] => [
  route('GET', 'nodes', () => page(world.nodes.map(asOfNow(world)))),
  route('GET', 'nodes/{node}', (parts) =>
    withNode(world, parts, (node) => json(asOfNow(world)(node), 200, { etag: `"${node.revision}"` })),
  ),
  route('PUT', 'nodes/{node}', async (parts, request, url) => {
    const { spec } = (await request.json()) as { spec: Schema<'NodeSpec'> };
    return withNode(world, parts, (node) => {
      if (dry(url)) {
        return { change: 'replace', differences: differences(node.spec, spec), couldCutAccess: false };
      }
      const old = node.spec;
      world.undo = { path: '', now: spec, before: old, back: () => Object.assign(node, { spec: old }) };
      node.spec = spec;
      node.revision = wanted(world, node, url);
      return json(node);
    });
  }),
  route('POST', 'nodes/{node}/confirm', (parts) =>
    withNode(world, parts, (node) => {
      node.status = { ...node.status, trial: null, reachedRevision: node.status.desiredRevision };
      return json(node);
    }),
  ),
  route('POST', 'nodes/{node}/rollback', (parts, _, url) =>
    withNode(world, parts, (node) => {
      const { undo } = world;
      if (!undo) {
        return problem(409, 'conflict', 'Nothing has been changed that could be undone.');
      }
      if (dry(url)) {
        const found = differences(undo.now, undo.before).map((one) => ({
          ...one,
          path: undo.path + one.path,
        }));
        return { change: 'replace', differences: found, couldCutAccess: false };
      }
      undo.back();
      wanted(world, node, url);
      return json(node);
    }),
  ),
  route('GET', 'nodes/{node}/uplinks', ({ node }) => page(world.uplinks[node as string] ?? [])),
  route('PUT', 'nodes/{node}/uplinks/{uplink}', async (parts, request, url) => {
    const { spec } = (await request.json()) as { spec: Schema<'UplinkSpec'> };
    return withNode(world, parts, (node) => putUplink(world, node, parts.uplink as string, spec, url));
  }),
  route('GET', 'tunnels/{tunnel}/connections', () => page(connections)),
];

function withNode(world: World, { node: name }: Parts, answer: (node: Node) => unknown): unknown {
  const found = world.nodes.find((one) => one.name === name);
  return found ? answer(found) : problem(404, 'not_found', `There is no node '${name}'.`);
}

/** Asks a node for something new, and says by which revision. */
function wanted(world: World, node: Node, url: URL): number {
  const revision = (node.status.desiredRevision ?? 0) + 1;
  const confirmBy = new Date(Date.now() + (world.trialMs ?? 30_000)).toISOString();
  const byPerson = url.searchParams.get('confirm') === 'person';
  node.status = {
    ...node.status,
    desiredRevision: revision,
    ...(byPerson
      ? { trial: { revision, confirmBy, byPerson } }
      : { reachedRevision: revision, refused: null }),
  };
  return revision;
}

/** A trial that nobody confirmed in its time is over. */
const asOfNow = (world: World) => (node: Node) => {
  const { trial } = node.status;
  if (trial && new Date(trial.confirmBy).getTime() <= Date.now()) {
    const reasons = [`nobody confirmed it within ${(world.trialMs ?? 30_000) / 1000} s`];
    const refused = { revision: trial.revision, cause: 'not-confirmed' as const, reasons, at: ago(0) };
    node.status = { ...node.status, trial: null, refused };
  }
  return node;
};

function putUplink(world: World, node: Node, uplink: string, spec: Schema<'UplinkSpec'>, url: URL): unknown {
  const all = world.uplinks[node.name] ?? [];
  const old = all.find((one) => one.name === uplink);
  if (spec.maxLatencyMs !== undefined && spec.maxLatencyMs > 60_000) {
    return problem(422, 'invalid_field', 'spec.maxLatencyMs must be 60000 or less', {
      errors: [{ field: 'spec.maxLatencyMs', message: 'must be 60000 or less' }],
    });
  }
  if (dry(url)) {
    return {
      change: old ? 'replace' : 'create',
      differences: differences(old?.spec ?? {}, spec),
      couldCutAccess: true,
    };
  }
  const now = new Date().toISOString();
  const revision = wanted(world, node, url);
  const next = {
    ...(old ?? { node: node.name, name: uplink, createdAt: now }),
    spec,
    revision,
    updatedAt: now,
  };
  world.uplinks[node.name] = [...all.filter((one) => one.name !== uplink), next];
  world.undo = {
    path: `uplinks.${uplink}.`,
    now: spec,
    before: old?.spec ?? {},
    back: () => {
      world.uplinks[node.name] = all;
    },
  };
  return json(next, 200, { etag: `"${next.revision}"` });
}

const connection = (
  source: string,
  destination: string,
  bytes: number,
  paths: string[],
): Schema<'Connection'> => ({
  direction: 'outbound',
  source,
  destination,
  ageSeconds: Math.round(bytes / 9_700_000),
  bytesReceived: bytes,
  bytesSent: Math.round(bytes / 31),
  paths,
});

const connections = [
  connection('192.168.10.21:51034', '203.0.113.80:443', 41_300_000_000, ['dsl', 'lte']),
  connection('192.168.10.7:40122', '198.51.100.77:443', 1_870_000_000, ['dsl']),
  connection('192.168.10.40:60551', '[2001:db8:77::19]:8443', 940_000_000, ['dsl', 'lte']),
  ...Array.from({ length: 12 }, (_, at) =>
    connection(`192.168.10.${50 + at}:${52_000 + at * 37}`, '203.0.113.9:443', 4e8 / (at + 1), ['lte']),
  ),
];
