import { defineConfig } from 'vitest/config';

/** `npm test` needs nothing but the npm registry; the real programs of `test/clients` have a command of their own. */
export default defineConfig({
  define: { __PULLTHROUGH_VERSION__: JSON.stringify('0.0.0-test') },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/clients/**', 'node_modules/**'],
    globalSetup: 'test/support/build.ts',
    testTimeout: 30_000,
    // The default leaves one core out, and has one worker on two: much of the time of these tests is other processes'.
    maxWorkers: '100%',
  },
});
