import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, resolve } from 'node:path';
import { handlerOf } from '../mock/handler';
import { answer } from '../mock/node';
import type { World } from '../mock/world';

const built = resolve(import.meta.dirname, '../../target/classes/META-INF/resources');
const headersJava = resolve(
  import.meta.dirname,
  '../../../control-api/src/main/java/dev/braid/control/web/SecurityHeaders.java',
);

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The policy that the control plane sends, out of its source, so that pages are tried against that very one. */
export function contentSecurityPolicy(): string {
  const source = readFileSync(headersJava, 'utf8');
  const policy = /String\.join\(\s*"; ",([^;]*)\);/.exec(source)?.[1] ?? '';
  return [...policy.matchAll(/"([^"]+)"/g)].map(([, directive]) => directive).join('; ');
}

/** The built pages over a mock of the API, with the control plane's own policy. */
export class MockSite {
  world: World | undefined;
  private constructor(private readonly server: Server) {}

  static async start(): Promise<MockSite> {
    const policy = contentSecurityPolicy();
    let site: MockSite;
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://site').pathname;
      response.setHeader('Content-Security-Policy', policy);
      if (path.startsWith('/api/')) {
        if (site.world) {
          void answer(handlerOf(site.world), request, response);
        } else {
          response.destroy();
        }
        return;
      }
      const file = extname(path) === '' ? 'index.html' : normalize(path);
      try {
        const content = readFileSync(join(built, file));
        response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
        response.end(content);
      } catch {
        response.writeHead(404).end();
      }
    });
    site = new MockSite(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return site;
  }

  get origin() {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}
