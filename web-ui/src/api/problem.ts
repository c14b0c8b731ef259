/** RFC 9457 problem details as the control plane writes them. */
export type Problem = {
  status?: number;
  title?: string;
  detail?: string;
  code?: string;
  requestId?: string;
  errors?: { field?: string; message?: string }[];
  [more: string]: unknown;
};

export type FailureKind =
  /** No answer, or one that is not the control plane's. */
  | 'away'
  | 'signedOut'
  | 'forbidden'
  | 'missing'
  /** Somebody changed it meanwhile. */
  | 'stale'
  | 'invalid'
  | 'slowed'
  | 'other';

const kinds: Record<number, FailureKind> = {
  401: 'signedOut',
  403: 'forbidden',
  404: 'missing',
  409: 'stale',
  412: 'stale',
  400: 'invalid',
  422: 'invalid',
  429: 'slowed',
  502: 'away',
  503: 'away',
  504: 'away',
};

const titles: Record<FailureKind, string> = {
  away: 'the control plane does not answer',
  signedOut: 'the session has ended',
  forbidden: 'your role does not allow it',
  missing: 'it is not there',
  stale: 'somebody changed it meanwhile',
  invalid: 'a value is not right',
  slowed: 'too many attempts',
  other: 'the control plane failed at this request',
};

/** Every way in which a question to the API can go wrong, as one type. */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly title: string;
  readonly detail: string;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  /** By field: the path as the server writes it, such as lan.prefixes[0]. */
  readonly fields: Readonly<Record<string, string>>;
  readonly retryAfterSeconds: number | undefined;
  readonly at = new Date();

  constructor(status: number, problem: Problem, retryAfter?: string | null) {
    super(problem.detail ?? problem.title ?? `Status ${status}`);
    this.kind = status === 0 ? 'away' : (kinds[status] ?? 'other');
    this.title = status === 409 ? 'it does not fit what is there' : titles[this.kind];
    this.detail = problem.detail ?? '';
    this.code = problem.code;
    this.requestId = problem.requestId;
    this.retryAfterSeconds = retryAfter ? Number(retryAfter) : undefined;
    this.fields = Object.fromEntries(
      (problem.errors ?? []).flatMap(({ field, message }) => (field && message ? [[field, message]] : [])),
    );
  }

  static of(error: unknown): Failure {
    if (error instanceof Failure) {
      return error;
    }
    const detail = 'Nodes keep carrying traffic meanwhile; this page asks again by itself.';
    return error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')
      ? new Failure(0, { detail })
      : new Failure(500, { detail: error instanceof Error ? error.message : String(error) });
  }
}
