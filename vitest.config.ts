import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/e2e/**'],
    testTimeout: 120_000,
    // The default leaves one core idle, which on two cores is half of them.
    maxWorkers: '100%',
  },
});
