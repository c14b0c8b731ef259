/** What the control plane says of itself to anyone who asks. */
export type ControlPlaneStatus =
  | { state: 'loading' }
  /** It answered and is able to serve. */
  | { state: 'reachable' }
  /** It answered, and says that it cannot serve. */
  | { state: 'unwell'; detail: string }
  /** No answer, or one that is not the control plane's. */
  | { state: 'unreachable'; detail: string };

const deadlineMs = 5_000;

/**
 * Asks once; never rejects, except that an aborted question resolves to nothing.
 *
 * Spring Boot answers 200 with UP and 503 with DOWN or OUT_OF_SERVICE; anything else comes from something in between.
 */
export async function askStatus(signal: AbortSignal): Promise<ControlPlaneStatus | undefined> {
  try {
    const response = await fetch('/actuator/health', {
      headers: { accept: 'application/json' },
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
    });
    const health = healthOf(await response.text());
    if (health === undefined) {
      return { state: 'unreachable', detail: `An answer with status ${response.status} that is not its own` };
    }
    return response.ok && health === 'UP' ? { state: 'reachable' } : { state: 'unwell', detail: health };
  } catch (error) {
    if (signal.aborted) {
      return undefined;
    }
    const late = error instanceof DOMException && error.name === 'TimeoutError';
    return {
      state: 'unreachable',
      detail: late ? `No answer within ${deadlineMs / 1000} s` : 'The connection failed',
    };
  }
}

function healthOf(body: string): string | undefined {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' && json !== null && 'status' in json && typeof json.status === 'string'
      ? json.status
      : undefined;
  } catch {
    return undefined;
  }
}
