import { useSyncExternalStore } from 'react';
import { LiveStore } from './LiveStore';
import { LiveStream } from './LiveStream';

export const liveStore = new LiveStore();

/** The tab's one stream of events. */
export const liveStream = new LiveStream(
  (lastEventId, signal) =>
    fetch('/api/v1/metrics/live', {
      headers: { accept: 'text/event-stream', ...(lastEventId ? { 'Last-Event-ID': lastEventId } : {}) },
      cache: 'no-store',
      signal,
    }),
  (event) => liveStore.receive(event),
);

export const useLiveState = () => useSyncExternalStore(liveStream.subscribe, liveStream.getState);

/** The last sample of a node, new once a second; undefined before the first. */
export function useLiveNode(node: string) {
  return useSyncExternalStore(liveStore.subscribe, () => liveStore.node(node));
}

/** Counts the samples: for what reads many nodes. */
export const useLiveTick = () => useSyncExternalStore(liveStore.subscribe, () => liveStore.count);

/** One clock for all ages on the page; stands still while the tab is hidden. */
class Clock {
  private now = Date.now();
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setInterval> | undefined;

  readonly get = () => this.now;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    this.timer ??= setInterval(() => this.tick(), 1000);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) {
        clearInterval(this.timer);
        this.timer = undefined;
      }
    };
  };

  private tick() {
    if (!document.hidden) {
      this.now = Date.now();
      for (const listener of this.listeners) {
        listener();
      }
    }
  }
}

const clock = new Clock();
export const useNow = () => useSyncExternalStore(clock.subscribe, clock.get);
