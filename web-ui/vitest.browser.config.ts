import { defineConfig } from 'vitest/config';

/**
 * What a real browser makes of the built pages. npm run browser: over a mock of the API, after npm run build. npm run real: on the
 * real control plane, after that has been built, too. npm run live: on two real nodes in the lab; DashboardIT runs it.
 */
export default defineConfig({
  test: {
    include: ['test/{browser,real,live}/*.browser.ts'],
    environment: 'node',
    testTimeout: 45_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 15_000 } },
    fileParallelism: false,
    reporters: ['default', 'junit'],
    outputFile: {
      junit: `target/failsafe-reports/TEST-web-ui-${process.env.npm_lifecycle_event ?? 'browser'}.xml`,
    },
  },
});
