import type { Schema } from '../../src/api/types';
import { wander } from './live';
import type { World } from './world';

/** Columns over the range that was asked for, with a gap in it, since there always is one, and a lone moment within. */
export function historyOf(world: World, query: URLSearchParams): Schema<'History'> {
  const node = world.nodes.find(({ name }) => name === query.get('node'));
  const from = seconds(query.get('from'));
  const to = seconds(query.get('to'));
  const resolutionSeconds = to - from <= 900 ? 1 : to - from <= 172_800 ? 60 : 3600;
  const first = Math.floor(from / resolutionSeconds) * resolutionSeconds;
  const times = Array.from(
    { length: Math.ceil((to - first) / resolutionSeconds) },
    (_, i) => first + i * resolutionSeconds,
  );
  const lone = Math.round(times.length * 0.415);
  const gap = (index: number) => index > times.length * 0.4 && index < times.length * 0.43 && index !== lone;
  const wanted = query.get('path');
  const metrics = query.getAll('metric');
  const column = (tunnel: string, path: string | null, metric: string, at: (time: number) => number) => ({
    tunnel,
    path,
    metric: metric as Schema<'History'>['series'][number]['metric'],
    values: times.map((time, index) => (gap(index) ? null : at(time))),
  });
  const scale = resolutionSeconds * 9;
  // Over months links carry what they did in the running one, which is far less than at the moment, and no more than was counted.
  const partOf = (path: Schema<'Path'>) => {
    const perSecond = (path.dataUsedBytes * 8) / (40 * 86_400);
    return resolutionSeconds === 3600 || metrics.length > 0
      ? perSecond / Math.max(1, path.outboundBitsPerSecond + path.inboundBitsPerSecond)
      : 1;
  };
  const series = (node?.status.tunnels ?? []).flatMap((tunnel) => {
    const paths = tunnel.paths.filter(({ name }) => !wanted || name === wanted);
    return [
      ...paths.flatMap((path, seed) => [
        column(tunnel.name, path.name, 'outboundBitsPerSecond', (t) =>
          wander(partOf(path) * path.outboundBitsPerSecond, t / scale, seed),
        ),
        column(tunnel.name, path.name, 'inboundBitsPerSecond', (t) =>
          wander(partOf(path) * path.inboundBitsPerSecond, t / scale, seed + 3),
        ),
        column(tunnel.name, path.name, 'rttMs', (t) => wander(path.rttMs * 100, t / scale, seed + 5) / 100),
        column(tunnel.name, path.name, 'lossRatio', () => path.lossRatio),
        column(tunnel.name, path.name, 'upRatio', () => (path.state === 'up' ? 1 : 0)),
      ]),
      ...(wanted
        ? []
        : [column(tunnel.name, null, 'rttMs', (t) => wander((tunnel.rttMs ?? 0) * 100, t / scale, 9) / 100)]),
    ];
  });
  return {
    resolutionSeconds: resolutionSeconds as 1,
    times,
    series: series.filter(({ metric }) => metrics.length === 0 || metrics.includes(metric)),
  } as Schema<'History'>;
}

const seconds = (instant: string | null) => Math.floor(new Date(instant ?? Date.now()).getTime() / 1000);
