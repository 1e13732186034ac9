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
  await expect(page.getByRole('article').filter({ hasText: text })).not.toContainText('Sending…');
}

/** What stands in the list, from top to bottom. */
export const texts = (page: Page): Promise<string[]> => page.getByRole('log').getByRole('paragraph').allTextContents();

/** A text that no other test writes. */
let count = 0;
export const unique = (text: string): string => `${text} ${Date.now().toString(36)}-${++count}`;
