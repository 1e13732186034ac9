import { apiAs, createChannel } from '../support/api.ts';
import { channelLink, composer, list, openChannel, unique } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

const fresh = (name: string) => unique(name).replace(' ', '-');

test('Ctrl+K leads to a channel by a few letters, what was open last first, and to a person', async ({ signedIn }) => {
  const name = fresh('quarterly-review');
  await createChannel(await apiAs('owner'), name, 'public');
  // Has the letters of "mónica", in this order.
  await createChannel(await apiAs('owner'), fresh('meeting-of-new-icy-cars'), 'public');
  const page = await signedIn('owner');
  await openChannel(page, 'random');
  await openChannel(page, 'general');

  await page.keyboard.press('Control+k');
  const switcher = page.getByRole('dialog', { name: 'Where to?' });
  await expect(switcher.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(name.slice(0, 4) + name.slice(-6));
  await expect(switcher.getByRole('option', { selected: true })).toHaveText(name);
  await page.keyboard.press('Enter');
  await expect(list(page, name)).toBeVisible();
  await expect(switcher).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('mónica');
  await expect(switcher.getByRole('option').first()).toContainText('Mónica Ruiz');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Mónica Ruiz', exact: true })).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  await expect(switcher).toHaveCount(0);
});

test('Alt and the arrows go through the channels, with Shift through those that are unread', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await openChannel(page, 'general');
  const names = await page.getByRole('list', { name: 'Your channels' }).getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('title')));
  const next = names[names.indexOf('general') + 1]!;
  await page.keyboard.press('Alt+ArrowDown');
  await expect(list(page, next)).toBeVisible();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(list(page, 'general')).toBeVisible();

  const owner = await apiAs('owner');
  const name = fresh('zz-unread');
  const { id } = await createChannel(owner, name, 'public');
  await owner('POST', `/channels/${id}/members`, { user_id: (await (await apiAs('admin'))<{ id: string }>('GET', '/auth/me')).id });
  await page.getByRole('link', { name: 'Unread', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Unread' })).toBeVisible();
  const rest = page.getByRole('button', { name: 'Mark all as read' });
  if (await rest.isVisible()) await rest.click();
  await expect(page.getByRole('heading', { name: 'You have read everything' })).toBeVisible();
  await owner('POST', `/channels/${id}/messages`, { content: 'here' });
  await expect(channelLink(page, name)).toContainText('unread');
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await expect(page).toHaveURL(new RegExp(`/c/${id}$`));
  await expect(list(page, name)).toBeVisible();
});

test('Escape marks the open channel as read, for the other devices as well', async ({ signedIn }) => {
  const [owner, admin] = [await apiAs('owner'), await apiAs('admin')];
  const name = fresh('escape');
  const { id } = await createChannel(owner, name, 'public');
  await owner('POST', `/channels/${id}/members`, { user_id: (await admin<{ id: string }>('GET', '/auth/me')).id });
  const page = await signedIn('admin');
  await owner('POST', `/channels/${id}/messages`, { content: 'news' });
  await openChannel(page, name);
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await admin<{ unread_count: number }>('GET', `/channels/${id}`)).unread_count).toBe(0);
});

test('Ctrl+/ lists the keys, and gives the focus back; F6 goes around the parts of the page', async ({ signedIn }) => {
  const page = await signedIn('owner');
  await openChannel(page, 'general');
  await composer(page).focus();
  await page.keyboard.press('Control+/');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('Jump to a channel or person');
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await expect(composer(page)).toBeFocused();

  await page.keyboard.press('F6');
  await expect(page.getByRole('complementary', { name: 'Workspace' })).toBeFocused();
  await page.keyboard.press('F6');
  await expect(page.getByRole('main')).toBeFocused();
});

test('everything unread and the activity have keys of their own', async ({ signedIn }) => {
  const page = await signedIn('owner');
  await openChannel(page, 'general');
  await page.keyboard.press('Control+Shift+A');
  await expect(page.getByRole('heading', { level: 1, name: 'Unread' })).toBeVisible();
  await page.keyboard.press('Control+Shift+M');
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible();
});

test('a menu is worked by keys alone, and what it opens gives the focus back to it', async ({ signedIn }) => {
  const page = await signedIn('owner');
  await openChannel(page, 'general');
  const menu = page.getByRole('button', { name: 'Demo' });
  await menu.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Invite people' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await expect(page.getByRole('menuitem', { name: 'Invite people' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Invite people' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Demo' })).toBeFocused();
});
