/** One server-sent event (WHATWG HTML, section 9.2). */
export type StreamEvent = { event: string; id: string; data: string };

/**
 * Server-sent events of a response's body. EventSource cannot say where to go on when it is opened anew, nor why it was refused, so
 * the few lines of the format are read here. A heartbeat (a comment) comes out as an event named "".
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  let id = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return;
      }
      rest += decoder.decode(value, { stream: true });
      const blocks = rest.split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parse(block, id);
        id = event.id;
        yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function parse(block: string, lastId: string): StreamEvent {
  const event: StreamEvent = { event: '', id: lastId, data: '' };
  const lines: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      event.event = value;
    } else if (field === 'id') {
      event.id = value;
    } else if (field === 'data') {
      lines.push(value);
    }
  }
  if (lines.length > 0) {
    event.data = lines.join('\n');
    event.event ||= 'message';
  }
  return event;
}
