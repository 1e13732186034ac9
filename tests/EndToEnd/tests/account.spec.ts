import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { apiWith } from '../support/api.ts';
import type { Newcomer } from '../support/newcomer.ts';
import { list, ownMenu, signIn, unique } from '../support/people.ts';
import { url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

async function settingsOf(page: Page, person: Newcomer, section?: string): Promise<void> {
  await page.goto(url());
  await signIn(page, person.address, person.secret);
  await expect(list(page, 'general')).toBeVisible();
  await ownMenu(page, 'Your settings');
  if (section !== undefined) await page.getByRole('link', { name: section }).click();
}

test('a profile is changed, kept, and seen by others', async ({ newcomer, page, signedIn }) => {
  const pia = await newcomer(unique('Pia'));
  await settingsOf(page, pia);
  const [name, username] = [unique('Pia Renamed'), `pia-${Date.now().toString(36)}`];
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Status message').fill('On the train');
  await page.getByLabel('About you').fill('Knows where the keys are');
  await page.getByLabel('Time zone').selectOption('Asia/Tokyo');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Username')).toHaveValue(username);

  await page.getByLabel('Username').fill('olivia.marsh');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toBeVisible();

  const owner = await signedIn('owner');
  await expect(list(owner, 'general')).toBeVisible();
  await owner.keyboard.press('Control+k');
  await expect(owner.getByRole('dialog', { name: 'Where to?' }).getByRole('combobox')).toBeFocused();
  await owner.keyboard.type(name);
  await expect(owner.getByRole('option', { name })).toBeVisible();
  await owner.keyboard.press('Escape');
  await owner.getByRole('button', { name: 'Demo' }).click();
  await owner.getByRole('menuitem', { name: 'Members' }).click();
  await owner.getByLabel('Find a member').fill(name);
  await owner.getByRole('list', { name: 'Members' }).getByRole('button', { name: new RegExp(`^${name}`) }).click();
  const card = owner.getByRole('dialog', { name });
  for (const text of [`@${username}`, 'On the train', 'Knows where the keys are', 'Local time']) await expect(card.getByText(text)).toBeVisible();
  await expect(card.getByText(pia.address)).toHaveCount(0);
});

test('a new password is asked for with the old one, and ends the other devices', async ({ newcomer, page }) => {
  const paul = await newcomer(unique('Paul'));
  const elsewhere = await apiWith(paul.address, paul.secret);
  await settingsOf(page, paul, 'Password and devices');
  const next = 'Another-long-2-pass';

  await page.getByLabel('Current password').fill('Not-the-one-1!');
  await page.getByLabel('New password').fill(next);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Current password').fill(paul.secret);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('Your password is changed.')).toBeVisible();

  await expect(elsewhere('GET', '/auth/me')).rejects.toThrow('401');
  await apiWith(paul.address, next);
});

test('another device is seen and signed out', async ({ newcomer, page }) => {
  const quinn = await newcomer(unique('Quinn'));
  await settingsOf(page, quinn, 'Password and devices');
  const devices = page.getByRole('list', { name: 'Devices signed in' }).getByRole('listitem');
  await expect(devices).toHaveCount(2);
  await expect(devices.filter({ hasText: 'this device' })).toHaveCount(1);
  await page.getByRole('button', { name: /^Sign out / }).click();
  await expect(devices).toHaveCount(1);
  await expect(quinn.api('GET', '/auth/me')).rejects.toThrow('401');
});

test('light and dark are chosen, for all tabs and for the next visit', async ({ newcomer, page }) => {
  const rita = await newcomer(unique('Rita'));
  await settingsOf(page, rita, 'Language and appearance');
  const background = (one: Page) => one.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background(page);
  const second = await page.context().newPage();
  await second.goto(url());

  await page.getByLabel('Appearance').selectOption('dark');
  await expect.poll(() => background(page)).not.toBe(light);
  await expect.poll(() => background(second)).not.toBe(light);
  await page.reload();
  await expect.poll(() => background(page)).not.toBe(light);
  await page.getByLabel('Appearance').selectOption('light');
  await expect.poll(() => background(page)).toBe(light);
});

test('the language is chosen, and Italian where the browser asks for it', async ({ newcomer, page, browser }) => {
  const sara = await newcomer(unique('Sara'));
  await settingsOf(page, sara, 'Language and appearance');
  await page.getByLabel('Language').selectOption({ label: 'Italiano' });
  await expect(page.getByRole('heading', { name: 'Le tue impostazioni' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'it');
  await page.getByRole('link', { name: 'Indietro' }).click();
  await expect(page.getByRole('navigation', { name: 'Canali' })).toBeVisible();

  const italian = await (await browser.newContext({ locale: 'it-IT' })).newPage();
  await italian.goto(url());
  await expect(italian.getByRole('heading', { name: 'Accedi a ChatFlow' })).toBeVisible();
  await italian.context().close();
});

test('single keys and the notes outside the page are switched off and on', async ({ newcomer, page }) => {
  const tom = await newcomer(unique('Tom'));
  await page.context().grantPermissions(['notifications']);
  await settingsOf(page, tom, 'Language and appearance');
  const singleKeys = page.getByRole('switch', { name: 'Single letters act on a message' });
  await expect(singleKeys).toBeChecked();
  await singleKeys.uncheck();
  await page.reload();
  await expect(singleKeys).not.toBeChecked();

  await page.getByRole('link', { name: 'Notifications' }).click();
  const notes = page.getByRole('switch', { name: 'Notifications outside the page' });
  await expect(notes).not.toBeChecked();
  // Not check(): it expects the switch on at once, and this one first waits for the browser's permission.
  await notes.click();
  await expect(notes).toBeChecked();
  await page.reload();
  await expect(notes).toBeChecked();
});

test('everything kept about oneself is downloaded, and an account deleted by who types its name', async ({ newcomer, page }) => {
  const uma = await newcomer(unique('Uma'));
  const { username } = await uma.api<{ username: string }>('GET', '/auth/me');
  await settingsOf(page, uma, 'Your data');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
  expect(download.suggestedFilename()).toMatch(/^chatflow-export-.*\.json$/);
  const held = JSON.parse(await readFile(await download.path(), 'utf8')) as { profile: { email: string } };
  expect(held.profile.email).toBe(uma.address);

  await page.getByRole('button', { name: 'Delete your account' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete your account' });
  await expect(dialog.getByRole('button', { name: 'Delete your account' })).toBeDisabled();
  await dialog.getByLabel(`Type ${username} to confirm`).fill(username);
  await dialog.getByRole('button', { name: 'Delete your account' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to ChatFlow' })).toBeVisible();
  await signIn(page, uma.address, uma.secret);
  await expect(page.getByRole('alert')).toHaveText('Email or password is wrong.');
});
