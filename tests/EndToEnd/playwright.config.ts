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
  // A trace costs a sixth of the time, and in CI nobody opens it.
  use: { ...browser, trace: process.env.CI ? 'off' : 'retain-on-failure', screenshot: 'only-on-failure' },
});
