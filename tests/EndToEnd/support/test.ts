import { test as base, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { addressOf, password, type Person, signIn } from './people.ts';
import { url } from './running.ts';

export { expect } from '@playwright/test';

interface People {
  /** A browser of one's own, signed in; closed with the test. */
  signedIn: (person: Person, options?: BrowserContextOptions) => Promise<Page>;
}

export const test = base.extend<People>({
  signedIn: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (person, options = {}) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      const page = await context.newPage();
      await page.goto(url());
      await signIn(page, addressOf(person), password);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});
