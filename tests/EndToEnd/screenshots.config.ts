import { defineConfig } from '@playwright/test';
import { browser } from './support/browser.ts';

// Not a test: makes the pictures of the README and the docs from the demo data.
export default defineConfig({
  testDir: './screenshots',
  testMatch: '*.ts',
  globalSetup: './support/server.ts',
  outputDir: './test-results/pictures',
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // What cannot be clicked says so, and not the whole test.
  use: { ...browser, actionTimeout: 20_000 },
});
