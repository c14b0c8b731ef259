// provisional; generated from the document later
type J<T> = { content: { 'application/json': T } };
type Ok<T> = { parameters: any; responses: { 200: J<T> } };
type Put<B, T> = { parameters: any; requestBody: J<B>; responses: { 200: J<T> } };
type S = components['schemas'];
type Page<T> = { items: T[]; nextCursor?: string | null };
export interface paths {
  '/api/v1/session': {
    get: Ok<S['Session']>;
    post: Put<{ user: string; password: string }, S['Session']>;
    delete: Ok<never>;
  };
  '/api/v1/setup': {
    get: Ok<{ required: boolean }>;
    post: Put<{ token: string; user: string; password: string }, never>;
  };
  '/api/v1/nodes': { get: Ok<Page<S['Node']>> };
  '/api/v1/nodes/{node}': { get: Ok<S['Node']>; put: Put<{ spec: S['NodeSpec'] }, S['Node']>; delete: Ok<never> };
  '/api/v1/nodes/{node}/uplinks': { get: Ok<Page<S['Uplink']>> };
  '/api/v1/nodes/{node}/uplinks/{uplink}': {
    get: Ok<S['Uplink']>;
    put: Put<{ spec: S['UplinkSpec'] }, S['Uplink']>;
    delete: Ok<never>;
  };
  '/api/v1/nodes/{node}/uplinks/{uplink}/disable': { post: Put<never, S['Uplink']> };
  '/api/v1/nodes/{node}/uplinks/{uplink}/enable': { post: Put<never, S['Uplink']> };
  '/api/v1/nodes/{node}/confirm': { post: Put<{ revision: number }, S['Node']> };
  '/api/v1/enrolment-keys': { get: Ok<Page<S['EnrolmentKey']>> };
  '/api/v1/enrolment-keys/{name}': { get: Ok<S['EnrolmentKey']>; put: Put<S['EnrolmentKeyPut'], S['EnrolmentKey']>; delete: Ok<never> };
  '/api/v1/certificates': { get: Ok<Page<S['Certificate']>> };
  '/api/v1/certificates/{serial}/revoke': { post: Put<{ reason: string }, S['Certificate']> };
  '/api/v1/certificate-authority': { get: Ok<S['CertificateAuthority']> };
  '/api/v1/certificate-authority/rotate': { post: Ok<S['CertificateAuthority']> };
  '/api/v1/users': { get: Ok<Page<S['User']>> };
  '/api/v1/users/{name}': { get: Ok<S['User']>; put: Put<S['UserPut'], S['User']>; delete: Ok<never> };
  '/api/v1/session/password': { put: Put<{ current: string; password: string }, never> };
  '/api/v1/tokens': { get: Ok<Page<S['Token']>> };
  '/api/v1/tokens/{name}': { put: Put<S['TokenPut'], S['Token']>; delete: Ok<never> };
  '/api/v1/diagnostics/speed-tests': { get: Ok<Page<S['Diagnostic']>>; post: Put<{ node: string; uplink?: string; durationSeconds?: number }, S['Diagnostic']> };
  '/api/v1/diagnostics/mptcp-support': { get: Ok<Page<S['Diagnostic']>>; post: Put<{ node: string; uplink?: string }, S['Diagnostic']> };
  '/api/v1/events': { get: Ok<Page<S['Event']>> };
  '/api/v1/audit': { get: Ok<Page<S['AuditEntry']>> };
  '/api/v1/metrics/history': { get: Ok<S['History']> };
}
export interface components {
  schemas: {
    Session: { user: string; displayName: string; role: 'viewer' | 'operator' | 'administrator'; scopes: S['Scope'][]; csrfToken?: string | null; expiresAt?: string | null };
    Event: {
      id: number;
      at: string;
      severity: 'info' | 'warning' | 'error';
      kind: string;
      node?: string;
      tunnel?: string;
      path?: string;
      message: string;
      details: Record<string, unknown>;
    };
    AuditEntry: {
      id: number;
      at: string;
      actorKind: string;
      actor: string;
      address: string;
      action: string;
      resource: string;
      before?: unknown;
      after?: unknown;
      requestId: string;
    };
    EnrolmentKeyPut: { nodeName?: string | null; kind: 'edge' | 'hub'; uses: number; expiresAt: string };
    EnrolmentUse: { node: string; at: string; stage: 'enrolled' | 'session' | 'tunnel-up' | 'first-packet' };
    EnrolmentRefusal: { at: string; code: string; detail: string; address: string };
    EnrolmentKey: { name: string; nodeName?: string | null; kind: 'edge' | 'hub'; uses: number; expiresAt: string; state: 'valid' | 'used' | 'expired'; usedBy: S['EnrolmentUse'][]; refusals: S['EnrolmentRefusal'][]; createdAt: string; revision: number; key?: string | null; command?: string | null };
    Certificate: { serial: string; node: string; kind: string; state: 'valid' | 'expired' | 'revoked'; issuer: string; notBefore: string; notAfter: string; issuedAt: string; revokedAt?: string | null; reason?: string | null; revision: number };
    CertificateAuthority: { certificate: string; fingerprint: string; notAfter: string; issuing: { name: string; certificate: string; notBefore: string; notAfter: string } };
    UserPut: { role: 'viewer' | 'operator' | 'administrator'; displayName?: string; password?: string; disabled?: boolean };
    User: { name: string; displayName: string; role: 'viewer' | 'operator' | 'administrator'; disabled: boolean; revision: number; createdAt: string; updatedAt: string };
    Scope: 'nodes:read' | 'nodes:write' | 'metrics:read' | 'events:read' | 'certificates:read' | 'certificates:write' | 'enrolment:read' | 'enrolment:write' | 'diagnostics:read' | 'diagnostics:run' | 'tokens:read' | 'tokens:write' | 'users:read' | 'users:write' | 'audit:read' | 'support:read' | 'backup:read' | 'backup:restore';
    TokenPut: { scopes: S['Scope'][]; expiresAt: string };
    Token: { name: string; user: string; scopes: S['Scope'][]; expiresAt: string; createdAt: string; lastUsedAt?: string | null; revision: number; secret?: string | null };
    Diagnostic: { id: string; node: string; kind: 'speed-test' | 'mptcp-support'; state: 'queued' | 'running' | 'done' | 'failed'; reason?: string | null; parameters: unknown; result?: unknown; createdAt: string; startedAt?: string | null; finishedAt?: string | null };
    Lan: { interfaces?: string[]; traffic?: 'lan' | 'all' | 'none'; prefixes?: string[] };
    TunnelSpec: { mtuBytes?: number; carriers?: number };
    EdgeSpec: { kind: 'edge'; hubs?: string[]; lan?: S['Lan']; reaches?: string[]; tunnel?: S['TunnelSpec'] };
    HubSpec: { kind: 'hub'; publicAddress?: string; port?: number; innerNetworks?: string[]; masquerade?: boolean; tunnel?: S['TunnelSpec'] };
    NodeSpec: S['EdgeSpec'] | S['HubSpec'];
    DataCap: { limitBytes: number; billingDay?: number; warnAtRatio?: number; atCap?: 'demote' | 'stop' };
    UplinkSpec: { interface: string; role?: 'use' | 'standby' | 'never'; costClass?: 'flat' | 'metered' | 'expensive'; upBitsPerSecond?: number; downBitsPerSecond?: number; standbyAboveBitsPerSecond?: number; maxLatencyMs?: number; maxLossRatio?: number; dataCap?: S['DataCap']; disabled?: boolean };
    Uplink: { node: string; name: string; spec: S['UplinkSpec']; revision: number; createdAt: string; updatedAt: string };
    Path: { name: string; state: string; reason?: string | null; reasonText?: string | null; since?: string | null; role?: string | null; costClass?: string | null; interface?: string | null; rttMs: number; jitterMs: number; lossRatio: number; congestionWindowSegments: number; subflows: number; bytesSent: number; bytesReceived: number; retransmits: number; share: number; outboundBitsPerSecond: number; inboundBitsPerSecond: number; dataUsedBytes: number; dataCapBytes: number; dataPeriodStart?: string | null; disabled: boolean };
    Carrier: { index: number; lane: string; state: string; protocol?: string | null; group?: string | null; mptcp: boolean; subflows: number; ageSeconds: number; bytesSent: number; bytesReceived: number };
    Tunnel: { name: string; edge: string; hub: string; state: string; reason?: string | null; since?: string | null; innerAddresses: string[]; rttMs?: number | null; outboundBitsPerSecond: number; inboundBitsPerSecond: number; outboundBytes: number; inboundBytes: number; outboundPackets: number; inboundPackets: number; queueBytes: number; drops: Record<string, number>; carriers: S['Carrier'][]; paths: S['Path'][] };
    DryRun: { change: 'create' | 'replace' | 'delete' | 'none'; differences: { path: string; before?: unknown; after?: unknown }[]; couldCutAccess: boolean };
    Condition: { type: string; ok: boolean; reason?: string | null; message: string; since?: string | null };
    RefusedRevision: { revision: number; cause: string; reasons: string[]; at: string };
    TrialRevision: { revision: number; confirmBy: string; byPerson: boolean };
    NodeStatus: { online: boolean; lastReportAt?: string | null; version?: string | null; startedAt?: string | null; desiredRevision?: number | null; reachedRevision?: number | null; refused?: S['RefusedRevision'] | null; trial?: S['TrialRevision'] | null; conditions: S['Condition'][]; certificateExpiresAt?: string | null; interfaces: string[]; warnings: string[]; tunnels: S['Tunnel'][] };
    Node: { name: string; kind: 'edge' | 'hub'; spec: S['NodeSpec']; status: S['NodeStatus']; revision: number; createdAt: string; updatedAt: string };
    History: {
      resolutionSeconds: number;
      times: number[];
      series: { tunnel: string; metric: string; path?: string | null; values: (number | null)[] }[];
    };
  };
}
