import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { composer, list, openChannel } from '../support/people.ts';
import { url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

const folder = fileURLToPath(new URL('../../../docs/images/', import.meta.url));
const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

test.beforeAll(() => mkdir(folder, { recursive: true }));

test('login', async ({ browser }) => {
  const page = await browser.newPage({ viewport: desktop });
  await page.goto(url());
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await page.screenshot({ path: `${folder}login.png` });
  await page.close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`chat, ${colorScheme}`, async ({ signedIn }) => {
    const page = await signedIn('owner', { viewport: desktop, colorScheme });
    await openChannel(page, 'general');
    await expect(page.getByRole('article').first()).toBeVisible();
    await composer(page).blur();
    await page.screenshot({ path: `${folder}chat-${colorScheme}.png` });
  });
}

test('chat on a phone', async ({ signedIn }) => {
  const page = await signedIn('member', { viewport: phone, deviceScaleFactor: 2, hasTouch: true, isMobile: true });
  await expect(list(page, 'general')).toBeVisible();
  await expect(page.getByRole('article').first()).toBeVisible();
  await page.screenshot({ path: `${folder}chat-phone.png` });
});
