import { kept } from '../support/kept.ts';
import { channelLink, composer, list, openChannel, ownMenu, signIn, unique } from '../support/people.ts';
import { url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

test('with the network gone, a reload shows the workspace, its channels, and a composer; with it back, all goes on', async ({ newcomer, page, context }) => {
  const vera = await newcomer(unique('Vera'));
  await page.goto(url());
  await signIn(page, vera.address, vera.secret);
  await openChannel(page, 'general');
  await kept(page);
  const address = page.url();

  await context.setOffline(true);
  await page.reload();
  await expect(channelLink(page, 'general')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Demo' })).toBeVisible();
  await expect(composer(page)).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'You are offline' })).toBeVisible();
  expect(page.url()).toBe(address);

  await context.setOffline(false);
  await expect(page.getByRole('status').filter({ hasText: 'You are offline' })).toHaveCount(0);
  await expect(list(page, 'general')).toBeVisible();
});

test('signing out leaves nothing behind for the next who opens the page offline', async ({ newcomer, page, context }) => {
  const willi = await newcomer(unique('Willi'));
  await page.goto(url());
  await signIn(page, willi.address, willi.secret);
  await openChannel(page, 'general');
  await kept(page);

  await ownMenu(page, 'Sign out');
  await expect(page.getByRole('heading', { name: 'Sign in to ChatFlow' })).toBeVisible();
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).not.toContain('chatflow-kept');
  await context.setOffline(true);
  await page.goto(url());
  await expect(page.getByRole('heading', { name: 'Sign in to ChatFlow' })).toBeVisible();
});

test('the client can be installed: a manifest with icons that are there', async ({ page, request }) => {
  await page.goto(url());
  const address = await page.locator('link[rel=manifest]').getAttribute('href');
  const manifest = (await (await request.get(`${url()}${address!}`)).json()) as { display: string; icons: { src: string; sizes: string; purpose?: string }[] };
  expect(manifest.display).toBe('standalone');
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
  expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  for (const { src } of manifest.icons) expect((await request.get(`${url()}${src}`)).headers()['content-type']).toMatch(/^image\//);
  expect((await request.get(`${url()}/sw.js`)).headers()['cache-control']).toBe('no-cache');
});

test('a newer build than the one that runs is offered, and taken by a click', async ({ newcomer, page, context }) => {
  const xenia = await newcomer(unique('Xenia'));
  await page.goto(url());
  await signIn(page, xenia.address, xenia.secret);
  await openChannel(page, 'general');
  await page.route(`${url()}/`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<script type="module" src="/assets/index-another.js"></script>' }),
  );
  await expect(page.getByText('There is a new version of ChatFlow.')).toHaveCount(0);
  await context.setOffline(true);
  await expect(page.getByRole('status').filter({ hasText: /offline|Reconnecting/ })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('There is a new version of ChatFlow.')).toBeVisible();
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(list(page, 'general')).toBeVisible();
  await expect(page.getByText('There is a new version of ChatFlow.')).toHaveCount(0);
});
