import { apiAs, sharedChannel } from '../support/api.ts';
import { channelLink, expectSent, focusLine, list, openChannel, unique, write } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('a channel opens at the first unread, and is read when its end is seen', async ({ signedIn }) => {
  const name = unique('unread').replace(' ', '-');
  const id = await sharedChannel(name, 'member');
  const api = await apiAs('owner');
  const say = async (text: string) => void (await api('POST', `/channels/${id}/messages`, { content: text }));
  for (let number = 1; number <= 5; number++) await say(`Seen before ${number}`);
  const member = await signedIn('member');
  await openChannel(member, name);
  await expectSent(member, 'Seen before 5');
  const unread = async () => (await (await apiAs('member'))<{ unread_count: number }>('GET', `/channels/${id}`)).unread_count;
  await expect.poll(unread).toBe(0);
  await openChannel(member, 'random');
  // More than a screen, and less than a page.
  for (let number = 1; number <= 40; number++) await say(`Missed ${number}`);

  await channelLink(member, name).click();
  const messages = list(member, name);
  await expect(messages.getByText('Missed 1', { exact: true })).toBeInViewport();
  await expect(messages.getByRole('separator', { name: 'New messages from here' })).toBeInViewport();
  await expect(messages.getByText('Missed 40', { exact: true })).not.toBeInViewport();
  await expect(member.getByText(/^40 new messages since/)).toBeVisible();
  expect(await unread()).toBe(40);

  await member.getByRole('button', { name: 'Jump to latest' }).click();
  await expect(messages.getByText('Missed 40', { exact: true })).toBeInViewport();
  await expect(member.getByText(/^40 new messages since/)).toHaveCount(0);
  await expect.poll(unread).toBe(0);
});

test('far more than a page is offered from above, and opened where it begins', async ({ signedIn }) => {
  const name = unique('far').replace(' ', '-');
  const id = await sharedChannel(name, 'member');
  const api = await apiAs('owner');
  for (let number = 1; number <= 120; number++) await api('POST', `/channels/${id}/messages`, { content: `Missed ${number}` });
  const member = await signedIn('member');
  await channelLink(member, name).click();
  const messages = list(member, name);
  await member.getByRole('button', { name: 'Jump to the first' }).click();
  await expect(messages.getByText('Missed 1', { exact: true })).toBeInViewport();
});

test('marked as unread from here, it stays so until it is read on purpose', async ({ signedIn }) => {
  const name = unique('again').replace(' ', '-');
  await sharedChannel(name, 'member');
  const owner = await signedIn('owner');
  const member = await signedIn('member');
  await openChannel(owner, name);
  await openChannel(member, name);
  const [first, second] = [unique('first'), unique('second')];
  for (const text of [first, second]) await write(owner, text);
  await expectSent(member, second);

  await focusLine(member, first);
  await member.keyboard.press('u');
  await expect(member.getByText(/^2 new messages since/)).toBeVisible();
  await expect(member.getByRole('link', { name: new RegExp(`^${name}.*unread`) })).toBeVisible();
  await member.getByRole('button', { name: 'Mark as read' }).click();
  await expect(member.getByRole('link', { name: new RegExp(`^${name}.*unread`) })).toHaveCount(0);
});
