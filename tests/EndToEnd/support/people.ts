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

/** By the sidebar, or, for a channel that one has not joined, by looking it up among all. */
export async function openChannel(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('list', { name: 'Your channels' })).toBeVisible();
  if ((await channelLink(page, name).count()) > 0) {
    await channelLink(page, name).click();
  } else {
    await browse(page, name);
    await browsed(page, name).click();
  }
  await expect(list(page, name)).toBeVisible();
}

export async function browse(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Browse channels' }).click();
  await page.getByLabel('Find a channel').fill(name);
}

/** The channel in the list of all of them. */
export const browsed = (page: Page, name: string): Locator =>
  page.getByRole('main').getByRole('list', { name: 'Channels' }).getByRole('link', { name, exact: true });

/** What stands behind one's own name, at the bottom of the sidebar. */
export async function ownMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /^You: / }).click();
  await page.getByRole('menuitem', { name: item }).or(page.getByRole('menuitemcheckbox', { name: item })).click();
}

/** What stands behind the name of the open channel. */
export async function channelMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('main').getByRole('heading', { level: 1 }).getByRole('button').click();
  await page.getByRole('menuitem', { name: item }).or(page.getByRole('menuitemcheckbox', { name: item })).click();
}

/** Of the demo's people, as others see and mention them. */
export const known: Record<Exclude<Person, 'outsider'>, { name: string; username: string }> = {
  owner: { name: 'Olivia Marsh', username: 'olivia.marsh' },
  admin: { name: 'Adrian Koch', username: 'adrian.koch' },
  moderator: { name: 'Mónica Ruiz', username: 'monica.ruiz' },
  member: { name: 'Milo Tanaka', username: 'milo.tanaka' },
};

export const list = (page: Page, channel: string): Locator => page.getByRole('log', { name: `Messages in #${channel}` });
export const composer = (page: Page): Locator => page.getByRole('textbox', { name: /^Message / });

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
