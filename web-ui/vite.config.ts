import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  build: {
    // Maven packs target/classes into the jar; servlet containers serve META-INF/resources of every jar.
    outDir: 'target/classes/META-INF/resources',
    emptyOutDir: true,
    // The server's content security policy allows no data: URL for scripts or styles, and needs no inline preload script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/actuator': 'http://127.0.0.1:8080' } },
  test: {
    environment: 'happy-dom',
    include: ['test/**/*.test.tsx', 'test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    reporters: ['default', 'junit'],
    outputFile: { junit: 'target/surefire-reports/TEST-web-ui.xml' },
  },
});
