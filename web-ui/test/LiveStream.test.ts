import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readEvents, type StreamEvent } from '../src/api/eventStream';
import { LiveStream } from '../src/api/LiveStream';

const encoder = new TextEncoder();

/** A body that a test writes to, and ends, when it likes. */
function pipe() {
  let writer: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      writer = controller;
    },
  });
  return {
    body,
    write: (text: string) => writer?.enqueue(encoder.encode(text)),
    end: () => writer?.close(),
  };
}

async function eventsOf(...pieces: string[]): Promise<StreamEvent[]> {
  const { body, write, end } = pipe();
  pieces.forEach(write);
  end();
  const events: StreamEvent[] = [];
  for await (const event of readEvents(body)) {
    events.push(event);
  }
  return events;
}

describe('reading server-sent events', () => {
  it('joins what arrives in pieces', async () => {
    expect(await eventsOf('event: sam', 'ple\nid: 7\ndata: {"a"', ':1}\n\n')).toEqual([
      { event: 'sample', id: '7', data: '{"a":1}' },
    ]);
  });

  it('joins data of several lines and keeps the last id', async () => {
    const events = await eventsOf('id: 3\ndata: a\ndata: b\n\ndata: c\n\n');
    expect(events).toEqual([
      { event: 'message', id: '3', data: 'a\nb' },
      { event: 'message', id: '3', data: 'c' },
    ]);
  });

  it('tells a heartbeat as an event without name', async () => {
    expect(await eventsOf(': beat\n\n')).toEqual([{ event: '', id: '', data: '' }]);
  });

  it('does not tell an event that was cut off', async () => {
    expect(await eventsOf('data: a\n\ndata: b')).toHaveLength(1);
  });
});

describe('the live stream', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    hidden(false);
  });

  const hidden = (value: boolean) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  };

  function streamOver(answers: (() => Promise<Response>)[]) {
    const asked: string[] = [];
    const came: StreamEvent[] = [];
    const stream = new LiveStream(
      (lastEventId) => {
        asked.push(lastEventId);
        return (answers.shift() ?? (() => new Promise<Response>(() => {})))();
      },
      (event) => came.push(event),
    );
    return { stream, asked, came };
  }

  const over = (body: ReadableStream<Uint8Array>) => async () => new Response(body);

  it('goes on after the last event when the server ends the stream, and says nothing of it', async () => {
    const first = pipe();
    const { stream, asked, came } = streamOver([over(first.body)]);
    const stop = stream.start();
    first.write('event: sample\nid: 41\ndata: 1\n\n');
    await vi.waitFor(() => expect(stream.getState().phase).toBe('live'));
    first.end();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toEqual(['', '41']);
    expect(came).toHaveLength(1);
    expect(stream.getState().phase).toBe('live');
    stop();
  });

  it('asks less and less often while there is no answer, and says since when', async () => {
    const fails = () => Promise.reject(new TypeError('refused'));
    const { stream, asked } = streamOver(Array.from({ length: 50 }, () => fails));
    const stop = stream.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.length).toBeLessThan(14);
    const { phase, awaySince } = stream.getState();
    expect(phase).toBe('away');
    expect(Date.now() - (awaySince ?? 0)).toBeGreaterThan(59_000);
    stop();
  });

  it('takes silence for a loss', async () => {
    const silent = pipe();
    const { stream, asked } = streamOver([over(silent.body)]);
    const stop = stream.start();
    await vi.advanceTimersByTimeAsync(16_000);
    expect(asked).toHaveLength(2);
    stop();
  });

  it('is silent itself while the tab is hidden, and goes on when it is shown', async () => {
    const first = pipe();
    const { stream, asked } = streamOver([over(first.body)]);
    const stop = stream.start();
    first.write('id: 9\ndata: 1\n\n');
    await vi.waitFor(() => expect(stream.getState().phase).toBe('live'));
    hidden(true);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(stream.getState().phase).toBe('paused');
    expect(asked).toHaveLength(1);
    hidden(false);
    expect(asked).toEqual(['', '9']);
    stop();
  });

  it('does not ask again when the session has ended', async () => {
    const { stream, asked } = streamOver([async () => new Response(null, { status: 401 })]);
    const stop = stream.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(stream.getState().phase).toBe('signedOut');
    expect(asked).toHaveLength(1);
    stop();
  });
});
