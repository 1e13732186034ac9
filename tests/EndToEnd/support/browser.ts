import type { PlaywrightTestConfig } from '@playwright/test';

const executablePath = process.env.CHROMIUM_PATH;

/** The browser of the machine where CHROMIUM_PATH names one, else Playwright's own. */
export const browser: PlaywrightTestConfig['use'] = {
  browserName: 'chromium',
  locale: 'en-GB',
  launchOptions: {
    ...(executablePath ? { executablePath } : {}),
    // What a container needs, and what keeps the browser from talking to anyone but ChatFlow.
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
};
