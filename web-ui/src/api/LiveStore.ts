import type { StreamEvent } from './eventStream';

/** What of a node is in the stream each second. The document describes it in words only, since it is no JSON answer. */
export type LivePath = {
  state: string;
  reason: string | null;
  outboundBitsPerSecond: number;
  inboundBitsPerSecond: number;
  rttMs: number;
  lossRatio: number;
  share: number;
  /** The figures behind a state that is not simply up, as a sentence. */
  reasonText?: string | null;
};
export type LiveTunnel = {
  state: string;
  reason: string | null;
  outboundBitsPerSecond: number;
  inboundBitsPerSecond: number;
  rttMs: number | null;
  queueBytes: number;
  paths: Record<string, LivePath>;
};
export type LiveNode = { online: boolean; tunnels: Record<string, LiveTunnel> };
export type LiveSample = { time: string; nodes: Record<string, LiveNode> };

type Sampled = (node: LiveNode, timeSeconds: number) => void;

/**
 * What the stream last said, node by node. Only the newest sample is kept here; whoever draws a line over time listens to its node
 * and keeps as much as it draws.
 */
export class LiveStore {
  private nodes: Record<string, LiveNode> = {};
  private samples = 0;
  private readonly listeners = new Set<() => void>();
  private readonly changed = new Set<(topic: string) => void>();
  private readonly sampled = new Map<string, Set<Sampled>>();

  get count() {
    return this.samples;
  }

  node(name: string): LiveNode | undefined {
    return this.nodes[name];
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** Told the kind of what was changed: node, user, event. */
  onChanged(listener: (topic: string) => void): () => void {
    this.changed.add(listener);
    return () => {
      this.changed.delete(listener);
    };
  }

  /** Each sample of one node, the replayed ones after a pause too. */
  onSample(node: string, listener: Sampled): () => void {
    const listeners = this.sampled.get(node) ?? new Set();
    this.sampled.set(node, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  }

  receive(event: StreamEvent): void {
    switch (event.event) {
      case 'sample':
        this.sample(JSON.parse(event.data) as LiveSample);
        break;
      case 'state':
        this.state(JSON.parse(event.data) as LiveSample);
        break;
      case 'event':
        this.tell('event');
        break;
      case 'changed':
        this.tell((JSON.parse(event.data) as { topic: string }).topic);
        break;
      default:
      // A word of a newer control plane.
    }
  }

  private tell(topic: string) {
    for (const listener of this.changed) {
      listener(topic);
    }
  }

  private sample({ time, nodes }: LiveSample) {
    this.nodes = nodes;
    this.samples++;
    const seconds = Math.round(new Date(time).getTime() / 1000);
    for (const [name, listeners] of this.sampled) {
      const node = nodes[name];
      if (node) {
        // What a silent node said last is none of this second's.
        const known = node.online ? node : { ...node, tunnels: {} };
        for (const listener of listeners) {
          listener(known, seconds);
        }
      }
    }
    this.told();
  }

  /** Of nodes whose state has just changed, between two samples: no second of theirs. */
  private state({ nodes }: LiveSample) {
    this.nodes = { ...this.nodes, ...nodes };
    this.samples++;
    this.told();
    this.tell('state');
  }

  private told() {
    for (const listener of this.listeners) {
      listener();
    }
  }
}
