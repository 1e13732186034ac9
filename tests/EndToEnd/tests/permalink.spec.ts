import { channelWith } from '../support/api.ts';
import { line, list, openChannel, unique } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('a link to an old message opens there, apart from the newest, and leads back to them', async ({ signedIn }) => {
  const name = unique('links').replace(' ', '-');
  const channel = await channelWith(160, name, 'member');
  const page = await signedIn('member', { permissions: ['clipboard-read', 'clipboard-write'] });
  await openChannel(page, name);
  const messages = list(page, name);
  const old = messages.getByText('Message number 35', { exact: true });
  await messages.hover();
  // By less than half a screen: it comes in from above, and not behind the button to the newest.
  await expect(async () => {
    await page.mouse.wheel(0, -250);
    await expect(old).toBeInViewport({ timeout: 200 });
  }).toPass();
  await line(page, 'Message number 35').hover();
  await line(page, 'Message number 35').getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Copy link' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/m\/[0-9a-f-]{36}$/);

  await page.goto(link);
  await expect(old).toBeInViewport();
  const jump = page.getByRole('button', { name: 'Jump to latest' });
  await expect(jump).toBeVisible();
  // What is written meanwhile is not put under what is read as if it followed.
  await channel.write('Message number 161');
  await expect(jump).toContainText('1');
  await messages.hover();
  await expect(async () => {
    await page.mouse.wheel(0, 300);
    await expect(messages.getByText('Message number 70', { exact: true })).toBeInViewport({ timeout: 200 });
  }).toPass();
  const shown = (await messages.getByText(/^Message number \d+$/).allTextContents()).map((text) => Number(/\d+/.exec(text)));
  expect(shown).toEqual(shown.map((_, index) => shown[0]! + index));

  await jump.click();
  await expect(messages.getByText('Message number 161', { exact: true })).toBeInViewport();
  await expect(page).not.toHaveURL(/\/m\//);
  await page.goBack();
  await expect(old).toBeInViewport();
});

test('a link to nothing says so, and the channel is there all the same', async ({ signedIn }) => {
  const page = await signedIn('owner');
  await openChannel(page, 'general');
  await page.goto(`${page.url()}/m/00000000-0000-7000-8000-000000000000`);
  await expect(page.getByRole('alert')).toHaveText('This message does not exist, or you may not see it.');
  await expect(list(page, 'general')).toBeVisible();
});
