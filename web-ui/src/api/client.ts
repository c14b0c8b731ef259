import createClient, { type Middleware } from 'openapi-fetch';
import { Failure, type Problem } from './problem';
import type { paths } from './schema';

const deadlineMs = 15_000;
const safe = new Set(['GET', 'HEAD']);

/** The session's double-submit token: a cookie that only our own pages can read. */
export function csrfToken(): string | undefined {
  return document.cookie
    .split('; ')
    .find((cookie) => cookie.startsWith('braid_csrf='))
    ?.slice('braid_csrf='.length);
}

const ours: Middleware = {
  onRequest({ request }) {
    const token = csrfToken();
    if (token && !safe.has(request.method)) {
      request.headers.set('X-CSRF-Token', token);
    }
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) {
      throw await failureOf(response);
    }
    return response;
  },
};

/** A failed answer as a Failure; one that is no problem document comes from something in between. */
export async function failureOf(response: Response): Promise<Failure> {
  const body: unknown = await response.json().catch(() => undefined);
  return typeof body === 'object' && body !== null
    ? new Failure(response.status, body as Problem, response.headers.get('Retry-After'))
    : new Failure(response.status === 401 || response.status === 403 ? response.status : 0, {
        detail: `An answer with status ${response.status} that is not the control plane's own.`,
      });
}

/**
 * The API as its document has it. Nothing is taken out of the browser's memory: an ETag says what of a resource people wrote, and is the
 * same when a node's status is another. Answers are successes; everything else is thrown as a Failure.
 */
export const api = createClient<paths>({
  baseUrl: location.origin,
  fetch: (request: Request) =>
    fetch(request, {
      cache: 'no-store',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(deadlineMs)]),
    }),
});
api.use(ours);

/** The body of an answer that has one. */
export async function bodyOf<T>(answer: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  const { data } = await answer;
  if (data === undefined || data === null) {
    throw new Failure(0, { detail: 'An empty answer where the control plane gives one.' });
  }
  return data as NonNullable<T>;
}

/** With the ETag by which a later change says what it was made against. */
export type Tagged<T> = { value: T; etag: string };

export async function taggedOf<T>(
  answer: Promise<{ data?: T; response: Response }>,
): Promise<Tagged<NonNullable<T>>> {
  const { data, response } = await answer;
  return {
    value: await bodyOf<T>(Promise.resolve({ data: data as T })),
    etag: response.headers.get('ETag') ?? '*',
  };
}
