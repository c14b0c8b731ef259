import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { handlerOf } from './test/mock/handler';
import { answer } from './test/mock/node';
import { type WorldName, worlds } from './test/mock/worlds';

/** A control plane to work against, http://127.0.0.1:8080; without one, npm run dev answers out of a mock. */
const controlPlane = process.env.BRAID_API;

/** BRAID_WORLD=trouble npm run dev: any world of test/mock/worlds.ts. */
function mockApi(): Plugin {
  return {
    name: 'mock-api',
    apply: 'serve',
    configureServer(server) {
      if (controlPlane) {
        return;
      }
      const handler = handlerOf(worlds[(process.env.BRAID_WORLD ?? 'trouble') as WorldName]());
      server.middlewares.use((request, response, next) => {
        if (request.url?.startsWith('/api/')) {
          void answer(handler, request, response);
        } else {
          next();
        }
      });
    },
  };
}

export default defineConfig({
  plugins: [react(), mockApi()],
  build: {
    // Maven packs target/classes into the jar; servlet containers serve META-INF/resources of every jar.
    outDir: 'target/classes/META-INF/resources',
    emptyOutDir: true,
    // The server's content security policy allows no data: URL for scripts or styles, and needs no inline preload script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: controlPlane ? { proxy: { '/api': controlPlane, '/v3': controlPlane } } : {},
  test: {
    environment: 'happy-dom',
    include: ['test/*.test.tsx', 'test/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 30_000,
    // By itself it leaves one processor to whoever watches; of two that is half.
    maxWorkers: '100%',
    reporters: ['default', 'junit'],
    outputFile: { junit: 'target/surefire-reports/TEST-web-ui.xml' },
  },
});
