import { test as base, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { newcomer, type Newcomer, seeOff } from './newcomer.ts';
import { addressOf, password, type Person, signIn } from './people.ts';
import { url } from './running.ts';

export { expect } from '@playwright/test';

interface People {
  /** A browser of one's own, signed in; closed with the test. */
  signedIn: (person: Person, options?: BrowserContextOptions) => Promise<Page>;
  /** Somebody new in the demo's workspace, for as long as the test runs. */
  newcomer: (name: string) => Promise<Newcomer>;
}

export const test = base.extend<People>({
  newcomer: async ({}, use) => {
    const arrived: Newcomer[] = [];
    await use(async (name) => {
      const person = await newcomer(name);
      arrived.push(person);
      return person;
    });
    for (const person of arrived) await seeOff(person);
  },
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
