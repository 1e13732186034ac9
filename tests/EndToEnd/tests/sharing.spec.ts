import { readFile } from 'node:fs/promises';
import { sharedChannel } from '../support/api.ts';
import { composer, line, list, openChannel, signIn, unique, write } from '../support/people.ts';
import { url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

// With the server as it is: nothing stands in for it.

const picture = new URL('../../../docs/images/sign-in-light.png', import.meta.url);

test('files that one sends, the other sees, opens and saves; their names are found', async ({ signedIn }) => {
  const name = unique('sharing').replace(' ', '-');
  await sharedChannel(name, 'member');
  const [owner, member] = [await signedIn('owner'), await signedIn('member')];
  await openChannel(owner, name);
  await openChannel(member, name);

  const mark = unique('plans').replace(' ', '');
  const chooser = owner.waitForEvent('filechooser');
  await owner.getByRole('button', { name: 'Attach files' }).click();
  await (await chooser).setFiles([
    { name: 'screen.png', mimeType: 'image/png', buffer: await readFile(picture) },
    { name: `${mark}.txt`, mimeType: 'text/plain', buffer: Buffer.from('the plan is to have lunch') },
  ]);
  const waiting = owner.getByRole('list', { name: 'Attachments' });
  await expect(waiting.getByRole('button', { name: /^Remove / })).toHaveCount(2);
  await composer(owner).fill('two files');
  await composer(owner).press('Enter');
  await expect(line(owner, 'two files')).not.toContainText('Sending…');

  const image = list(member, name).getByRole('button', { name: 'Show screen.png' }).locator('img');
  await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBeGreaterThan(100);
  const download = member.waitForEvent('download');
  await list(member, name).getByRole('button', { name: `Download ${mark}.txt` }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toBe('the plan is to have lunch');

  await member.getByRole('link', { name: 'Search', exact: true }).click();
  const results = member.getByRole('list', { name: 'Results' }).getByRole('link');
  await expect(async () => {
    await member.getByRole('searchbox', { name: 'Search messages' }).fill(mark);
    await member.getByRole('searchbox', { name: 'Search messages' }).press('Enter');
    await expect(results).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
});

test('what was written is found by its words, and opens where it was said', async ({ signedIn }) => {
  const name = unique('finding').replace(' ', '-');
  await sharedChannel(name, 'member');
  const [owner, member] = [await signedIn('owner'), await signedIn('member')];
  await openChannel(owner, name);
  const mark = unique('zebra').replaceAll(/[^a-z0-9]/g, '');
  await write(owner, `The ${mark} crossings were painted`);
  await expect(line(owner, mark)).not.toContainText('Sending…');

  await member.getByRole('link', { name: 'Search', exact: true }).click();
  const results = member.getByRole('list', { name: 'Results' }).getByRole('link');
  await expect(async () => {
    await member.getByRole('searchbox', { name: 'Search messages' }).fill(`${mark} crossing in:${name}`);
    await member.getByRole('searchbox', { name: 'Search messages' }).press('Enter');
    await expect(results).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  await expect(results.locator('mark')).toHaveText([mark, 'crossings']);
  await results.click();
  await expect(list(member, name).getByText(`The ${mark} crossings were painted`)).toBeInViewport();
  await expect(member).toHaveURL(/\/m\//);
});

test('a picture of oneself is seen by colleagues', async ({ page, newcomer, signedIn }) => {
  const pia = await newcomer(unique('Pia'));
  await page.goto(url());
  await signIn(page, pia.address, pia.secret);
  await openChannel(page, 'general');
  const text = unique('with a face');
  await write(page, text);
  await page.goto(`${url()}/account/profile`);
  await page.getByLabel('Picture', { exact: true }).setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: await readFile(picture) });
  await expect(page.locator('form').filter({ has: page.getByLabel('Picture', { exact: true }) }).locator('img')).toBeVisible();

  const owner = await signedIn('owner');
  await openChannel(owner, 'general');
  const face = line(owner, text).locator('img');
  await expect.poll(() => face.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBeGreaterThan(0);
});
