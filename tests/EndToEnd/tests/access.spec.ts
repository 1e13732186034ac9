import { apiAs, createChannel } from '../support/api.ts';
import { addressOf, browse, browsed, channelLink, expectSent, list, openChannel, ownMenu, signIn, unique, write } from '../support/people.ts';
import { url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

test('reload, back and forward keep the channel', async ({ signedIn }) => {
  const page = await signedIn('owner');
  await openChannel(page, 'general');
  await openChannel(page, 'random');
  const address = page.url();

  await page.reload();
  await expect(list(page, 'random')).toBeVisible();
  expect(page.url()).toBe(address);
  await page.goBack();
  await expect(list(page, 'general')).toBeVisible();
  await page.goForward();
  await expect(list(page, 'random')).toBeVisible();
});

test('signing in leads to general', async ({ signedIn }) => {
  const page = await signedIn('member');
  await expect(list(page, 'general')).toBeVisible();
});

test('a wrong password says so, and shows nothing', async ({ page }) => {
  await page.goto(url());
  await signIn(page, addressOf('moderator'), 'Not-the-password-1!');
  await expect(page.getByRole('alert')).toHaveText('Email or password is wrong.');
  await expect(page.getByRole('heading', { name: 'Sign in to ChatFlow' })).toBeVisible();
});

test('an outsider finds no workspace, and a link to a channel of one leads nowhere', async ({ signedIn }) => {
  const owner = await signedIn('owner');
  await openChannel(owner, 'general');

  const outsider = await signedIn('outsider');
  await expect(outsider.getByRole('heading', { name: 'Welcome to ChatFlow' })).toBeVisible();
  await outsider.goto(owner.url());
  await expect(outsider.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  await expect(outsider.getByRole('log')).toHaveCount(0);
});

test('a member does not see a private channel, not even by its link', async ({ signedIn }) => {
  const owner = await signedIn('owner');
  await openChannel(owner, 'leads');

  const member = await signedIn('member');
  await expect(channelLink(member, 'general')).toBeVisible();
  await expect(channelLink(member, 'leads')).toHaveCount(0);
  await member.goto(owner.url());
  await expect(member.getByText('This channel does not exist, or you may not see it.')).toBeVisible();
});

test('a public channel can be read before it is joined, and written to after', async ({ signedIn }) => {
  const owner = await signedIn('owner');
  const name = unique('open').replace(' ', '-');
  await owner.getByRole('button', { name: 'Create a channel' }).click();
  const dialog = owner.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Create a channel' }).click();
  await expect(list(owner, name)).toBeVisible();
  const welcome = unique('welcome');
  await write(owner, welcome);
  await expectSent(owner, welcome);

  const member = await signedIn('member');
  await openChannel(member, name);
  await expectSent(member, welcome);
  await expect(member.getByRole('textbox')).toHaveCount(0);
  const live = unique('seen while looking in');
  await write(owner, live);
  await expectSent(member, live);

  await member.getByRole('button', { name: `Join #${name}` }).click();
  await expect(member.getByRole('list', { name: 'Your channels' }).getByRole('link', { name })).toBeVisible();
  const answer = unique('thank you');
  await write(member, answer);
  await expectSent(owner, answer);
  await expect(owner.getByText('2 members', { exact: true })).toBeVisible();
});

test('new channels appear at once, a private one only to who is added to it', async ({ signedIn }) => {
  const member = await signedIn('member');
  const moderator = await signedIn('moderator');
  await expect(list(member, 'general')).toBeVisible();
  await expect(list(moderator, 'general')).toBeVisible();
  const owner = await apiAs('owner');
  const open = unique('everybodys').replace(' ', '-');
  const secret = unique('secret').replace(' ', '-');

  const { id } = await createChannel(owner, secret, 'private');
  await createChannel(owner, open, 'public');
  for (const page of [member, moderator]) {
    await browse(page, open);
    await expect(browsed(page, open)).toBeVisible();
  }
  await browse(member, secret);
  await expect(member.getByText('No channel has this name.')).toBeVisible();

  const { id: memberId } = await (await apiAs('member'))<{ id: string }>('GET', '/auth/me');
  await owner('POST', `/channels/${id}/members`, { user_id: memberId });
  await expect(member.getByRole('list', { name: 'Your channels' }).getByRole('link', { name: secret })).toBeVisible();
  await openChannel(member, secret);
  const text = unique('thanks for having me');
  await write(member, text);
  await expectSent(member, text);
  await expect(channelLink(moderator, secret)).toHaveCount(0);
});

test('a session ended from another device leads to the login at once, and from there back', async ({ signedIn }) => {
  const page = await signedIn('member');
  await openChannel(page, 'random');
  const address = page.url();

  const otherDevice = await apiAs('member');
  for (const session of await otherDevice<{ id: string; current: boolean }[]>('GET', '/auth/sessions')) {
    if (!session.current) await otherDevice('DELETE', `/auth/sessions/${session.id}`);
  }

  await expect(page.getByRole('status')).toContainText('Your session has ended');
  await signIn(page, addressOf('member'), 'Demo-pass-2025!');
  await expect(list(page, 'random')).toBeVisible();
  expect(page.url()).toBe(address);
});

test('a new tab takes up the session, with a token of its own that no script could copy', async ({ signedIn }) => {
  const page = await signedIn('member');
  await openChannel(page, 'random');

  const tabs = await Promise.all([1, 2, 3].map(() => page.context().newPage()));
  await Promise.all(tabs.map((tab) => tab.goto(page.url())));
  for (const tab of tabs) await expect(list(tab, 'random')).toBeVisible();

  const [text, cookies] = [unique('from the new tab'), await page.context().cookies()];
  await write(tabs[0]!, text);
  await expectSent(page, text);
  expect(cookies).toEqual([expect.objectContaining({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/api/auth' })]);
});

test('signing out forgets', async ({ signedIn }) => {
  const page = await signedIn('member');
  await openChannel(page, 'random');
  await ownMenu(page, 'Sign out');
  await expect(page.getByRole('heading', { name: 'Sign in to ChatFlow' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('log')).toHaveCount(0);
});
