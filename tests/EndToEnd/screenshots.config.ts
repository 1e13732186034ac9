import { defineConfig } from '@playwright/test';
import { browser } from './support/browser.ts';

// Not a test: makes the pictures of the README and the docs from the demo data.
export default defineConfig({
  testDir: './screenshots',
  testMatch: '*.ts',
  globalSetup: './support/server.ts',
  outputDir: './test-results',
  workers: 1,
  timeout: 90_000,
  use: browser,
});
