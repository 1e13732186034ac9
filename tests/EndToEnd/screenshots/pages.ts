import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions } from '@playwright/test';
import { composer, unique } from '../support/people.ts';
import { strangers, walk } from '../support/screens.ts';
import { setStage, type Stage } from '../support/stage.ts';
import { expect, test } from '../support/test.ts';

// Every screen in three looks, to be looked at: in test-results/screens, and those that the README and the docs show in docs/images.
const docs = fileURLToPath(new URL('../../../docs/images/', import.meta.url));
const rest = fileURLToPath(new URL('../test-results/screens/', import.meta.url));
const inDocs = new Set([
  'channel-light',
  'channel-dark',
  'channel-phone',
  'sign-in-light',
  'thread-light',
  'emoji-picker-dark',
  'lightbox-dark',
  'pins-phone',
  'sidebar-phone',
  'search-results-light',
  'switcher-light',
  'browse-light',
  'members-light',
  'audit-light',
  'profile-dark',
]);

const looks: Record<string, BrowserContextOptions> = {
  light: { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
};
/** Some of them only: SCREENS=thread,pins */
const wanted = process.env.SCREENS?.split(',');

let stage: Stage;
test.beforeAll(async () => {
  await mkdir(rest, { recursive: true });
  // Once on each server; after that under another name.
  stage = await setStage('launch').catch(() => setStage(unique('launch').replace(' ', '-')));
});

for (const [look, options] of Object.entries(looks)) {
  const pathOf = (name: string) => `${inDocs.has(`${name}-${look}`) ? docs : rest}${name}-${look}.png`;

  test(`before one signs in, ${look}`, async ({ browser }) => {
    const page = await (await browser.newContext(options)).newPage();
    for (const [name, open] of Object.entries(strangers)) {
      if (wanted !== undefined && !wanted.includes(name)) continue;
      await open(page);
      await page.screenshot({ path: pathOf(name), animations: 'disabled' });
    }
    await page.context().close();
  });

  test(`every screen, ${look}`, async ({ signedIn }) => {
    test.setTimeout(600_000);
    const page = await signedIn('owner', options);
    await expect(composer(page)).toBeVisible();
    await walk(
      page,
      stage,
      async (name) => {
        await page.screenshot({ path: pathOf(name), animations: 'disabled' });
      },
      (name) => wanted?.includes(name) ?? true,
    );
  });
}
