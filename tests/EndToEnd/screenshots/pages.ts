import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { apiAs } from '../support/api.ts';
import { composer, known, list, openChannel } from '../support/people.ts';
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

test('chat on a phone, the sidebar', async ({ signedIn }) => {
  const page = await signedIn('member', { viewport: phone, deviceScaleFactor: 2, hasTouch: true, isMobile: true, colorScheme: 'dark' });
  await expect(list(page, 'general')).toBeVisible();
  await page.getByRole('button', { name: 'Show channels' }).click();
  await expect(page.getByRole('list', { name: 'Your channels' })).toBeVisible();
  await page.screenshot({ path: `${folder}sidebar-phone.png` });
});

test('what else there is', async ({ signedIn }) => {
  await someLife();
  const page = await signedIn('owner', { viewport: desktop });
  await openChannel(page, 'general');
  const workspace = /\/w\/[^/]+/.exec(page.url())![0];
  const place = async (path: string, name: string) => {
    await page.goto(`${url()}${path}`);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: `${folder}${name}.png` });
  };

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.screenshot({ path: `${folder}switcher.png` });
  await place(`${workspace}/browse`, 'browse');
  await place(`${workspace}/activity`, 'activity');
  await place(`${workspace}/search`, 'search');
  await place(`${workspace}/settings/members`, 'members');
  await place(`${workspace}/settings/audit`, 'audit');
  await page.emulateMedia({ colorScheme: 'dark' });
  await place('/account', 'account-dark');
});

/** A conversation, and somebody who wants something: what an empty demo does not show. */
async function someLife(): Promise<void> {
  const [owner, member] = [await apiAs('owner'), await apiAs('member')];
  const [workspace] = await member<{ id: string }[]>('GET', '/users/me/workspaces');
  const me = await owner<{ id: string }>('GET', '/auth/me');
  const dm = await member<{ id: string }>('POST', '/dms', { workspace_id: workspace!.id, user_ids: [me.id] });
  await member('POST', `/channels/${dm.id}/messages`, { content: 'Do you have five minutes for the release notes?' });
  const general = (await member<{ id: string; slug: string }[]>('GET', `/channels?workspace_id=${workspace!.id}`)).find(({ slug }) => slug === 'general');
  await member('POST', `/channels/${general!.id}/messages`, { content: `@${known.owner.username} the release notes are final, you can send them.` });
}
