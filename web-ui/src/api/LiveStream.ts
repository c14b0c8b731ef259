import { readEvents, type StreamEvent } from './eventStream';
import { Failure } from './problem';

export type LivePhase = 'off' | 'connecting' | 'live' | 'paused' | 'away' | 'signedOut';

/** What the shell says of the stream; a new object at each change. */
export type LiveState = {
  phase: LivePhase;
  /** When something last came, in ms since 1970. */
  lastAt: number | null;
  /** Since when nothing could be had. */
  awaySince: number | null;
};

type Open = (lastEventId: string, signal: AbortSignal) => Promise<Response>;
type Receive = (event: StreamEvent) => void;

/** The server beats at least every 10 s; three missed samples of one a second are told earlier by the age of the data. */
const silenceMs = 15_000;
const firstRetryMs = 500;
const betweenStreamsMs = 200;
const lastRetryMs = 10_000;

/**
 *   off -> connecting -> live -> (silence, end) -> away -> connecting ...
 *            any -> paused while the tab is hidden, and back to connecting
 *
 * One per tab. Going on after a pause or a loss says the id of the last event, so that the server sends what was missed.
 */
export class LiveStream {
  private state: LiveState = { phase: 'off', lastAt: null, awaySince: null };
  private readonly listeners = new Set<() => void>();
  private running: AbortController | undefined;
  private lastEventId = '';
  private retryMs = firstRetryMs;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly open: Open,
    private readonly receive: Receive,
  ) {}

  readonly getState = () => this.state;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** Begins, and follows the tab's being shown and hidden; the answer ends both. */
  start(): () => void {
    const follow = () => (document.hidden ? this.pause() : this.connect());
    document.addEventListener('visibilitychange', follow);
    follow();
    return () => {
      document.removeEventListener('visibilitychange', follow);
      this.stop('off');
    };
  }

  private pause() {
    this.stop('paused');
  }

  private stop(phase: LivePhase) {
    clearTimeout(this.timer);
    this.running?.abort();
    this.running = undefined;
    this.set({ phase, awaySince: null });
  }

  private connect() {
    clearTimeout(this.timer);
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    if (this.state.phase !== 'away' && this.state.phase !== 'live') {
      this.set({ phase: 'connecting' });
    }
    void this.run(running);
  }

  private async run(running: AbortController) {
    try {
      const response = await this.open(this.lastEventId, running.signal);
      if (!response.ok || !response.body) {
        throw new Failure(response.status, {});
      }
      if (await this.read(response.body, running)) {
        // The server ends a stream now and then, to look at our rights anew.
        this.timer = setTimeout(() => this.connect(), betweenStreamsMs);
        return;
      }
      throw new TypeError('the stream ended before it began');
    } catch (error) {
      if (this.running === running) {
        this.lost(Failure.of(error));
      }
    }
  }

  /** Whether anything came before the end. */
  private async read(body: ReadableStream<Uint8Array>, running: AbortController): Promise<boolean> {
    let came = false;
    let watch = setTimeout(() => this.silent(running), silenceMs);
    try {
      for await (const event of readEvents(body)) {
        if (running.signal.aborted) {
          return came;
        }
        came = true;
        clearTimeout(watch);
        watch = setTimeout(() => this.silent(running), silenceMs);
        this.came(event);
      }
      return came && this.running === running;
    } finally {
      clearTimeout(watch);
    }
  }

  private came(event: StreamEvent) {
    this.lastEventId = event.id || this.lastEventId;
    this.retryMs = firstRetryMs;
    this.set({ phase: 'live', lastAt: Date.now(), awaySince: null });
    if (event.event !== '') {
      this.receive(event);
    }
  }

  private silent(running: AbortController) {
    if (this.running === running) {
      this.lost(new Failure(0, {}));
    }
  }

  private lost(failure: Failure) {
    this.running?.abort();
    this.running = undefined;
    if (failure.kind === 'signedOut') {
      this.set({ phase: 'signedOut' });
      return;
    }
    this.set({ phase: 'away', awaySince: this.state.awaySince ?? Date.now() });
    this.timer = setTimeout(() => this.connect(), this.retryMs);
    this.retryMs = Math.min(lastRetryMs, this.retryMs * 2);
  }

  private set(change: Partial<LiveState>) {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) {
      listener();
    }
  }
}
