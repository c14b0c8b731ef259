import type { LiveNode, LiveSample } from '../../src/api/LiveStore';
import type { World } from './world';

const encoder = new TextEncoder();

/** A rate that wanders about its mean as real ones do, the same at the same second. */
export const wander = (mean: number, second: number, seed: number) =>
  Math.max(
    0,
    Math.round(mean * (1 + 0.11 * Math.sin(second / 7 + seed) + 0.07 * Math.sin(second / 2.3 + seed * 2))),
  );

export function sampleOf(world: World, second: number): LiveSample {
  const nodes: Record<string, LiveNode> = {};
  for (const node of world.nodes) {
    nodes[node.name] = {
      online: node.status.online,
      tunnels: Object.fromEntries(
        node.status.tunnels.map((tunnel) => {
          const paths = tunnel.paths.map((path, seed) => ({
            ...path,
            reason: path.reason ?? null,
            outboundBitsPerSecond: wander(path.outboundBitsPerSecond, second, seed),
            inboundBitsPerSecond: wander(path.inboundBitsPerSecond, second, seed + 3),
          }));
          return [
            tunnel.hub,
            {
              state: tunnel.state,
              reason: tunnel.reason ?? null,
              outboundBitsPerSecond: paths.reduce((sum, one) => sum + one.outboundBitsPerSecond, 0),
              inboundBitsPerSecond: paths.reduce((sum, one) => sum + one.inboundBitsPerSecond, 0),
              rttMs: tunnel.rttMs ?? null,
              queueBytes: tunnel.queueBytes,
              paths: Object.fromEntries(paths.map((one) => [one.name, one])),
            },
          ];
        }),
      ),
    };
  }
  return { time: new Date(second * 1000).toISOString(), nodes };
}

/** A sample at once, and one each second until the client goes. */
export function liveBody(world: World, gone: AbortSignal): ReadableStream<Uint8Array> {
  let timer: ReturnType<typeof setInterval> | undefined;
  return new ReadableStream({
    start(controller) {
      let second = Math.floor(Date.now() / 1000) - 1;
      const tell = () => {
        second++;
        world.samplesTold = (world.samplesTold ?? 0) + 1;
        const data = JSON.stringify(sampleOf(world, second));
        controller.enqueue(encoder.encode(`event: sample\nid: ${second}-0-0\ndata: ${data}\n\n`));
      };
      tell();
      timer = setInterval(tell, world.sampleEveryMs ?? 1000);
      gone.addEventListener('abort', () => clearInterval(timer));
    },
    cancel() {
      clearInterval(timer);
    },
  });
}
