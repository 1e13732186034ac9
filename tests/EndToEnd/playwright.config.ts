import { defineConfig } from '@playwright/test';
import { browser } from './support/browser.ts';

export default defineConfig({
  testDir: './tests',
  globalSetup: './support/server.ts',
  outputDir: './test-results',
  forbidOnly: true,
  retries: 0,
  // One ChatFlow serves them all, and one of the tests kills it.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: { ...browser, trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});
