import { problem, type Route, route } from './handler';
import type { World } from './world';

/** What a backup of the mock is sealed with. */
export const passphrase = 'a long passphrase';

const file = (name: string, type: string) =>
  new Response(new Blob(['sealed']), {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });

/** Backups and the support bundle. */
export const systemRoutes = (world: World): Route[] => [
  route('POST', 'backup', () => file('braid-2026-11-29.backup', 'application/octet-stream')),
  route('POST', 'restore', (_, request) => {
    if (!world.session && request.headers.get('X-Setup-Token') !== 'one-time') {
      return problem(401, 'not_signed_in', 'Sign in as administrator, or send the token of the setup link.');
    }
    if (request.headers.get('X-Backup-Passphrase') !== passphrase) {
      return problem(400, 'invalid_parameter', 'This passphrase does not open the backup.');
    }
    world.session = null;
    world.setupRequired = false;
    return undefined;
  }),
  route('GET', 'support-bundle', () => file('braid-support.zip', 'application/zip')),
];
