import { choose, expectSent, focusLine, line, openChannel, unique, write } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('a thread is talked in beside the channel, by both, and its root says how long it is', async ({ signedIn }) => {
  const owner = await signedIn('owner');
  const member = await signedIn('member');
  await openChannel(owner, 'general');
  await openChannel(member, 'general');
  const root = unique('a question for a thread');
  await write(owner, root);
  await expectSent(member, root);

  await focusLine(member, root);
  await member.keyboard.press('t');
  const panel = member.getByRole('complementary', { name: 'Thread' });
  await expect(panel.getByText(root, { exact: true })).toBeVisible();
  await expect(member).toHaveURL(/\/t\/[0-9a-f-]+$/);
  const reply = unique('an answer');
  await panel.getByRole('textbox', { name: 'Reply…' }).fill(reply);
  await panel.getByRole('textbox', { name: 'Reply…' }).press('Enter');
  await expect(panel.getByText(reply, { exact: true })).toBeVisible();

  const channel = owner.getByRole('log', { name: 'Messages in #general' });
  await expect(line(owner, root).getByRole('button', { name: /^1 reply/ })).toBeVisible();
  await expect(channel.getByText(reply, { exact: true })).toHaveCount(0);
  await line(owner, root).getByRole('button', { name: /^1 reply/ }).click();
  const beside = owner.getByRole('complementary', { name: 'Thread' });
  await expect(beside.getByText(reply, { exact: true })).toBeVisible();
  const back = unique('and another');
  await beside.getByRole('textbox', { name: 'Reply…' }).fill(back);
  await beside.getByRole('textbox', { name: 'Reply…' }).press('Enter');
  await expect(panel.getByText(back, { exact: true })).toBeVisible();
  await expect(line(member, root).getByRole('button', { name: /^2 replies/ })).toBeVisible();

  await member.reload();
  await expect(panel.getByText(back, { exact: true })).toBeVisible();
  await panel.getByRole('button', { name: 'Close the panel' }).click();
  await expect(panel).toHaveCount(0);
  await member.goBack();
  await expect(panel.getByText(reply, { exact: true })).toBeVisible();
});

test('a deleted reply leaves the count of its root', async ({ signedIn }) => {
  const owner = await signedIn('owner');
  const member = await signedIn('member');
  await openChannel(owner, 'random');
  await openChannel(member, 'random');
  const root = unique('a root');
  await write(owner, root);
  await expectSent(member, root);
  await choose(owner, root, 'Copy text');
  await line(owner, root).hover();
  await line(owner, root).getByRole('button', { name: 'Reply in a thread' }).click();
  const panel = owner.getByRole('complementary', { name: 'Thread' });
  const box = panel.getByRole('textbox', { name: 'Reply…' });
  const replies = [unique('first reply'), unique('second reply')];
  for (const reply of replies) {
    await box.fill(reply);
    await box.press('Enter');
    await expect(panel.getByText(reply, { exact: true })).toBeVisible();
  }
  await expect(line(member, root).getByRole('button', { name: /^2 replies/ })).toBeVisible();
  await panel.getByRole('article').filter({ hasText: replies[1]! }).focus();
  await owner.keyboard.press('Delete');
  await owner.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  // The member never opened the thread: what was deleted was not on their screen.
  await expect(line(member, root).getByRole('button', { name: /^1 reply/ })).toBeVisible();
});

test('on a phone the thread is the whole screen, and leads back', async ({ signedIn }) => {
  const page = await signedIn('member', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const text = unique('asked on the phone');
  await write(page, text);
  await expectSent(page, text);
  await line(page, text).tap();
  await line(page, text).getByRole('button', { name: 'Reply in a thread' }).tap();
  const panel = page.getByRole('complementary', { name: 'Thread' });
  await expect(panel.getByText(text, { exact: true })).toBeVisible();
  expect((await panel.boundingBox())?.width).toBe(390);
  await panel.getByRole('button', { name: 'Close the panel' }).tap();
  await expect(page.getByRole('textbox', { name: 'Message #general' })).toBeVisible();
});
