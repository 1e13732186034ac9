import { defineConfig } from '@playwright/test';
import { browser } from './support/browser.ts';

// Not a test: measures what depends on the machine. What came out, when and where, is in docs/client.md.
export default defineConfig({
  testDir: './measure',
  testMatch: '*.ts',
  globalSetup: './support/server.ts',
  outputDir: './test-results',
  workers: 1,
  timeout: 60 * 60_000,
  use: browser,
});
