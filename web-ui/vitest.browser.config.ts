import { defineConfig } from 'vitest/config';

/** What a real browser makes of the built pages: npm run browser, after npm run build. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    reporters: ['default', 'junit'],
    outputFile: { junit: 'target/failsafe-reports/TEST-web-ui-browser.xml' },
  },
});
