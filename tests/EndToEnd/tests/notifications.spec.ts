import type { Page } from '@playwright/test';
import { apiAs, createChannel } from '../support/api.ts';
import type { Newcomer } from '../support/newcomer.ts';
import { channelLink, list, openChannel, signIn, unique } from '../support/people.ts';
import { url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';
import { recordToasts, toasts } from '../support/toasts.ts';

/** A channel of the owner's with somebody new in it, who looks at general. */
async function someoneIn(page: Page, person: Newcomer, name: string) {
  const [owner, me] = [await apiAs('owner'), await person.api<{ id: string; username: string }>('GET', '/auth/me')];
  const channel = await createChannel(owner, name, 'public');
  await owner('POST', `/channels/${channel.id}/members`, { user_id: me.id });
  // That they were added is a note as well, and not the one that is looked at here.
  await person.api('POST', '/notifications/read', { all: true });
  await page.goto(url());
  await signIn(page, person.address, person.secret);
  await openChannel(page, 'general');
  const mention = async (text: string) =>
    owner<{ id: string; seq: number }>('POST', `/channels/${channel.id}/messages`, { content: `@${me.username} ${text}` });
  return { person, owner, channel, mention };
}

const fresh = (name: string) => unique(name).replace(' ', '-');
const activity = (page: Page) => page.getByRole('link', { name: /^Activity/ });

test('a mention is counted in the sidebar, the title and the activity, and leads to its message', async ({ newcomer, page }) => {
  const name = fresh('mentions');
  const { mention, channel } = await someoneIn(page, await newcomer(unique('Nina')), name);
  const text = unique('can you look at this');
  const { id } = await mention(text);

  await expect(channelLink(page, name)).toContainText('1 mention');
  await expect(page).toHaveTitle(/^\(1\) #general/);
  await expect(page.locator('link[rel=icon]')).toHaveAttribute('href', '/favicon-badge.svg');
  await expect(activity(page)).toContainText('1 new');

  await activity(page).click();
  const entry = page.getByRole('list', { name: 'Activity' }).getByRole('link').filter({ hasText: text });
  await expect(entry).toContainText(`Olivia Marsh mentioned you in #${name}`);
  expect(await entry.getAttribute('href')).toContain(`/c/${channel.id}/m/${id}`);
  await entry.click();
  await expect(page).toHaveURL(new RegExp(`/c/${channel.id}/m/${id}$`));
});

test('what is read on another device is no longer counted here', async ({ newcomer, page }) => {
  const name = fresh('elsewhere');
  const { mention, channel, person } = await someoneIn(page, await newcomer(unique('Nina')), name);
  const { seq } = await mention('hello');
  await expect(activity(page)).toContainText('1 new');

  await person.api('POST', `/channels/${channel.id}/read`, { seq });
  await expect(activity(page)).not.toContainText('new');
  await expect(channelLink(page, name)).not.toContainText('mention');
  await expect(page).toHaveTitle(/^#general/);
  await expect(page.locator('link[rel=icon]')).toHaveAttribute('href', '/favicon.svg');
});

test('being added to a channel is noted until it is opened', async ({ newcomer, page }) => {
  const { owner, person } = await someoneIn(page, await newcomer(unique('Nina')), fresh('known'));
  const name = fresh('added');
  const { id } = await createChannel(owner, name, 'private');
  await owner('POST', `/channels/${id}/members`, { user_id: (await person.api<{ id: string }>('GET', '/auth/me')).id });
  await expect(activity(page)).toContainText('1 new');
  await activity(page).click();
  await expect(page.getByRole('list', { name: 'Activity' })).toContainText(`Olivia Marsh added you to #${name}`);
  await openChannel(page, name);
  await expect(activity(page)).not.toContainText('new');
});

test('all is marked as read at once, also after a reload', async ({ newcomer, page }) => {
  const { mention } = await someoneIn(page, await newcomer(unique('Nina')), fresh('many'));
  await mention('one');
  await mention('two');
  await expect(activity(page)).toContainText('2 new');
  await activity(page).click();
  await page.getByRole('main').getByRole('button', { name: 'Mark all as read' }).click();
  await expect(activity(page)).not.toContainText('new');
  await page.reload();
  await expect(page.getByRole('list', { name: 'Activity' }).getByRole('link')).toHaveCount(3);
  await expect(activity(page)).not.toContainText('new');
});

test('asked for by a click, a note appears outside the page, once for all tabs; not of what is open, and gone when read elsewhere', async ({ newcomer, browser }) => {
  const context = await browser.newContext({ permissions: ['notifications'] });
  await recordToasts(context);
  const page = await context.newPage();
  const name = fresh('toasts');
  const { mention, channel, person } = await someoneIn(page, await newcomer(unique('Nina')), name);
  await activity(page).click();
  await page.getByRole('button', { name: 'Turn on notifications' }).click();
  await expect(page.getByRole('button', { name: 'Turn on notifications' })).toHaveCount(0);
  const second = await context.newPage();
  await second.goto(page.url());
  // It tells the name of the channel only once it has the list of them.
  await expect(channelLink(second, name)).toBeVisible();

  const { seq } = await mention('first');
  await expect.poll(() => toasts(page, second)).toEqual([{ title: `Olivia Marsh mentioned you in #${name}`, closed: false }]);
  await expect(activity(page)).toContainText('1 new');
  await expect(activity(second)).toContainText('1 new');
  expect(await toasts(page, second)).toHaveLength(1);

  await person.api('POST', `/channels/${channel.id}/read`, { seq });
  await expect.poll(() => toasts(page, second)).toEqual([expect.objectContaining({ closed: true })]);

  await second.close();
  await page.bringToFront();
  await channelLink(page, name).click();
  await expect(list(page, name)).toBeVisible();
  const before = await toasts(page);
  const text = unique('while you look');
  await mention(text);
  await expect(page.getByRole('log').getByText(text)).toBeVisible();
  await expect.poll(async () => (await person.api<unknown[]>('GET', '/notifications')).length).toBe(3);
  expect(await toasts(page)).toEqual(before);
  await context.close();
});
