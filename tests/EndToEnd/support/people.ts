import { expect, type Locator, type Page } from '@playwright/test';

export const password = 'Demo-pass-2025!';
export type Person = 'owner' | 'admin' | 'moderator' | 'member' | 'outsider';
export const addressOf = (person: Person): string => `${person}@demo.test`;

export async function signIn(page: Page, address: string, secret: string): Promise<void> {
  await page.getByLabel('Email').fill(address);
  await page.getByLabel('Password').fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export const channelLink = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Channels' }).getByRole('link', { name: new RegExp(`^${name}\\b`) });

export async function openChannel(page: Page, name: string): Promise<void> {
  await channelLink(page, name).click();
  await expect(list(page, name)).toBeVisible();
}

export const list = (page: Page, channel: string): Locator => page.getByRole('log', { name: `Messages in #${channel}` });
export const composer = (page: Page): Locator => page.getByRole('textbox', { name: /^Message #/ });

export async function write(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

/** The message with this text, which must be there once, and be sent. */
export async function expectSent(page: Page, text: string): Promise<void> {
  await expect(page.getByRole('log').getByText(text, { exact: true })).toHaveCount(1);
  await expect(page.getByRole('article').filter({ has: page.getByText(text, { exact: true }) })).not.toContainText('Sending…');
}

/** The last messages of the list, from top to bottom. Only what is in view is in the document, so it is no more than these. */
export async function texts(page: Page, count = 22): Promise<string[]> {
  const all = await page.getByRole('log').getByRole('article').getByRole('paragraph').allTextContents();
  return all.slice(-count);
}

/** The line of the message with this text. */
export const line = (page: Page, text: string): Locator => page.getByRole('article').filter({ hasText: text });

/** By the mouse: over the message, to its menu, and there to this entry. */
export async function choose(page: Page, text: string, entry: string): Promise<void> {
  await line(page, text).hover();
  await line(page, text).getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

/** By the keyboard: from the composer to the message, as one does with arrows. */
export async function focusLine(page: Page, text: string): Promise<void> {
  await line(page, text).focus();
}

/** A text that no other test writes. */
let count = 0;
export const unique = (text: string): string => `${text} ${Date.now().toString(36)}-${++count}`;
