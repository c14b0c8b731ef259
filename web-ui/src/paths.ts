/** Every address of the dashboard. State that is worth a link is in them: node, part, range, filters. */
const part = encodeURIComponent;

export const nodeParts = ['uplinks', 'traffic', 'carriers', 'events', 'configuration'] as const;
export type NodePart = (typeof nodeParts)[number];

export const paths = {
  overview: '/',
  setup: '/setup',
  welcome: '/welcome',
  nodes: '/nodes',
  node: (name: string, at: NodePart = 'uplinks') => `/nodes/${part(name)}/${at}`,
  history: '/history',
  historyOf: (node: string, uplink?: string) =>
    `/history?node=${part(node)}${uplink ? `&uplink=${part(uplink)}` : ''}`,
  events: '/events',
  audit: '/audit',
  diagnostics: '/diagnostics',
  diagnosticsOf: (node: string) => `/diagnostics?node=${part(node)}`,
  keys: '/access/keys',
  certificates: '/access/certificates',
  users: '/access/users',
  tokens: '/access/tokens',
  system: '/system',
} as const;
