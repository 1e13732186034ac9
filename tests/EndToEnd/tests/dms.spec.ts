import type { Locator, Page } from '@playwright/test';
import { apiAs, sharedChannel } from '../support/api.ts';
import { channelMenu, choose, expectSent, known, line, list, openChannel, ownMenu, signIn, unique, write } from '../support/people.ts';
import { url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

const conversation = (page: Page, name: string): Locator => page.getByRole('list', { name: 'Direct messages' }).getByRole('link', { name });

async function begin(page: Page, ...people: string[]): Promise<void> {
  await page.getByRole('button', { name: 'New direct message' }).click();
  const dialog = page.getByRole('dialog', { name: 'New direct message' });
  for (const person of people) {
    await dialog.getByLabel('Find people').fill(person);
    await dialog.getByRole('option', { name: person }).click();
  }
  await dialog.getByRole('button', { name: 'Open the conversation' }).click();
  await expect(dialog).toHaveCount(0);
}

test('two people talk directly: it is counted until it is read, and nobody else sees it', async ({ newcomer, signedIn, browser }) => {
  const ada = await newcomer(unique('Ada'));
  const page = await (await browser.newContext()).newPage();
  await page.goto(url());
  await signIn(page, ada.address, ada.secret);
  const [member, moderator] = [await signedIn('member'), await signedIn('moderator')];
  await expect(list(member, 'general')).toBeVisible();

  await begin(page, known.member.name);
  await expect(page.getByRole('heading', { level: 1, name: known.member.name, exact: true })).toBeVisible();
  const text = unique('just between us');
  await write(page, text);
  await expectSent(page, text);

  await expect(conversation(member, ada.name)).toContainText('1 unread message');
  await conversation(member, ada.name).click();
  await expectSent(member, text);
  const answer = unique('of course');
  await write(member, answer);
  await expectSent(page, answer);
  await expect(conversation(member, ada.name)).not.toContainText('unread');
  await expect(conversation(moderator, ada.name)).toHaveCount(0);

  await page.reload();
  await expectSent(page, answer);
  await page.context().close();
});

test('a group conversation is called by the others in it, and is the same for the same people', async ({ signedIn }) => {
  const [owner, admin] = [await signedIn('owner'), await signedIn('admin')];
  await begin(owner, known.admin.name, known.member.name);
  await expect(owner.getByRole('heading', { level: 1, name: `${known.admin.name}, ${known.member.name}`, exact: true })).toBeVisible();
  const address = owner.url();
  const text = unique('the three of us');
  await write(owner, text);

  await admin.getByRole('list', { name: 'Direct messages' }).getByRole('link').filter({ hasText: known.owner.name }).filter({ hasText: known.member.name }).click();
  await expectSent(admin, text);
  await expect(admin.getByRole('heading', { level: 1 }).first()).toContainText(known.owner.name);

  await openChannel(owner, 'general');
  await begin(owner, known.member.name, known.admin.name);
  await expectSent(owner, text);
  expect(owner.url()).toBe(address);
});

test('a profile shows the person, and how to write to them; presence follows what they choose', async ({ signedIn }) => {
  const [owner, member] = [await signedIn('owner'), await signedIn('member')];
  await openChannel(owner, 'general');
  await expect(list(member, 'general')).toBeVisible();

  await owner.getByRole('button', { name: /\d members/ }).click();
  await owner.getByRole('dialog').getByRole('button', { name: known.member.name, exact: true }).click();
  const card = owner.getByRole('dialog', { name: known.member.name });
  await expect(card.getByText(`@${known.member.username}`)).toBeVisible();
  await expect(card.getByText('online').first()).toBeVisible();
  await ownMenu(member, 'Do not disturb');
  await expect(card.getByText('do not disturb').first()).toBeVisible();
  await ownMenu(member, 'Online');
  await expect(card.getByText('online').first()).toBeVisible();

  await card.getByRole('button', { name: 'Message' }).click();
  await expect(owner.getByRole('heading', { level: 1, name: known.member.name, exact: true })).toBeVisible();
  await channelMenu(owner, `Profile of ${known.member.name}`);
  await expect(card).toBeVisible();
});

test('who wrote a message is a click away, and by keyboard in its menu', async ({ signedIn }) => {
  const name = unique('authors').replace(' ', '-');
  const id = await sharedChannel(name, 'member');
  const text = unique('who wrote this?');
  await (await apiAs('member'))('POST', `/channels/${id}/messages`, { content: text });
  const page = await signedIn('owner');
  await openChannel(page, name);
  const card = page.getByRole('dialog', { name: known.member.name });

  await line(page, text).getByRole('button', { name: known.member.name, exact: true }).click();
  await expect(card.getByText(`@${known.member.username}`)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
  await choose(page, text, `Profile of ${known.member.name}`);
  await expect(card.getByText(`@${known.member.username}`)).toBeVisible();
});
