import { defineConfig } from 'vitest/config';

/** Real programs: `scripts/test-clients.mjs` brings them and names them in the environment. */
export default defineConfig({
  define: { __PULLTHROUGH_VERSION__: JSON.stringify('0.0.0-test') },
  test: {
    globalSetup: 'test/support/build.ts',
    include: ['test/clients/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
