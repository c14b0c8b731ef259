import { expect, it } from 'vitest';
import { type LiveNode, LiveStore } from '../src/api/LiveStore';

const node = (state: string): LiveNode => ({
  online: true,
  tunnels: {
    fra: {
      state,
      reason: null,
      outboundBitsPerSecond: 0,
      inboundBitsPerSecond: 0,
      rttMs: null,
      queueBytes: 0,
      paths: {},
    },
  },
});

const event = (name: string, nodes: Record<string, LiveNode>) => ({
  event: name,
  id: '',
  data: JSON.stringify({ time: '2026-11-29T14:02:11Z', nodes }),
});

it('tells of a state between two samples at once, and keeps it out of what is drawn by the second', () => {
  const store = new LiveStore();
  const topics: string[] = [];
  const seconds: number[] = [];
  let told = 0;
  store.onChanged((topic) => topics.push(topic));
  store.onSample('home', (_, second) => seconds.push(second));
  store.subscribe(() => told++);

  store.receive(event('sample', { home: node('up'), van: node('up') }));
  store.receive(event('state', { home: node('down') }));

  expect(store.node('home')?.tunnels.fra?.state).toBe('down');
  expect(store.node('van')?.tunnels.fra?.state).toBe('up');
  expect([told, topics, seconds.length]).toEqual([2, ['state'], 1]);
});

it('has no second of a node that is silent', () => {
  const store = new LiveStore();
  const seconds: LiveNode['tunnels'][] = [];
  store.onSample('home', ({ tunnels }) => seconds.push(tunnels));
  store.receive(event('sample', { home: node('up') }));
  store.receive(event('sample', { home: { ...node('up'), online: false } }));
  expect(seconds.map((tunnels) => Object.keys(tunnels))).toEqual([['fra'], []]);
  expect(store.node('home')?.tunnels.fra).toBeDefined();
});
