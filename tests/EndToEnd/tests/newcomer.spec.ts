import { expectSent, list, signIn, unique, write } from '../support/people.ts';
import { linkInMailTo, url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

test('a newcomer registers, confirms the address, signs in, and begins a workspace', async ({ page }) => {
  const address = `${unique('nora').replace(' ', '-')}@example.test`;
  const secret = 'A-long-enough-1-pass';

  await page.goto(url());
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('Your name').fill('Nora Newcomer');
  await page.getByLabel('Email').fill(address);
  await page.getByLabel('Password').fill(secret);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();

  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, address, secret);
  await expect(page.getByRole('alert')).toContainText('confirm your email address');

  let link: string | undefined;
  await expect(async () => {
    link = await linkInMailTo(address);
    expect(link).toBeDefined();
  }).toPass();
  await page.goto(link!);
  await expect(page.getByText('You can sign in now.')).toBeVisible();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, address, secret);

  await expect(page.getByRole('heading', { name: 'Welcome to ChatFlow' })).toBeVisible();
  await page.getByLabel('Workspace name').fill('Nora & Friends');
  await page.getByRole('button', { name: 'Create a workspace' }).click();
  await expect(page.getByRole('button', { name: 'Nora & Friends' })).toBeVisible();

  const channel = 'first-steps';
  await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: 'Create a channel' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create a channel' });
  await dialog.getByLabel('Name').fill(channel);
  await dialog.getByRole('button', { name: 'Create a channel' }).click();
  await expect(list(page, channel)).toBeVisible();
  await expect(page.getByText('1 member', { exact: true })).toBeVisible();

  const hello = unique('Hello, is anybody here?');
  await write(page, hello);
  await expectSent(page, hello);
  await page.reload();
  await expectSent(page, hello);

  await page.goto(link!);
  await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
});
