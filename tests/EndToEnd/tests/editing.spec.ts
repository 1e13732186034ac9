import { channelWith, sharedChannel } from '../support/api.ts';
import { addressOf, choose, composer, expectSent, focusLine, line, list, openChannel, password, signIn, unique, write } from '../support/people.ts';
import { url } from '../support/running.ts';
import { holdSockets } from '../support/sockets.ts';
import { expect, test } from '../support/test.ts';

test('an edit shows on the other side, with its history for who may see it', async ({ signedIn }) => {
  const owner = await signedIn('owner');
  const member = await signedIn('member');
  await openChannel(owner, 'general');
  await openChannel(member, 'general');
  const first = unique('with a mistaek');
  await write(member, first);
  await expectSent(owner, first);

  await choose(member, first, 'Edit');
  const box = member.getByRole('textbox', { name: 'Edit the message' });
  await expect(box).toBeFocused();
  const second = unique('without a mistake');
  await box.fill(second);
  await box.press('Enter');
  await expectSent(owner, second);
  await expectSent(member, second);
  await expect(owner.getByRole('log').getByText(first, { exact: true })).toHaveCount(0);

  // The owner of the workspace may delete it, and so may see what it said.
  await line(owner, second).getByRole('button', { name: '(edited)' }).click();
  await expect(owner.getByRole('dialog')).toContainText(first);
  await owner.keyboard.press('Escape');
  await expect(owner.getByRole('dialog')).toHaveCount(0);
  await expect(line(owner, second)).toBeFocused();
});

test('Escape gives an edit up, and arrow up in an empty composer begins one', async ({ signedIn }) => {
  const page = await signedIn('member');
  await openChannel(page, 'random');
  const text = unique('the last of mine');
  await write(page, text);
  await expectSent(page, text);

  await composer(page).press('ArrowUp');
  const box = page.getByRole('textbox', { name: 'Edit the message' });
  await expect(box).toHaveValue(text);
  await box.fill('something else');
  await box.press('Escape');
  await expect(box).toHaveCount(0);
  await expectSent(page, text);
});

test('a deleted message is gone everywhere, and leaves its place', async ({ signedIn }) => {
  const owner = await signedIn('owner');
  const member = await signedIn('member');
  await openChannel(owner, 'general');
  await openChannel(member, 'general');
  const text = unique('not for everybody');
  await write(member, text);
  await expectSent(owner, text);
  const gone = await owner.getByText('This message was deleted.').count();

  await focusLine(member, text);
  await member.keyboard.press('Delete');
  const dialog = member.getByRole('dialog', { name: 'Delete this message?' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await expectSent(member, text);

  await choose(member, text, 'Delete');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  for (const page of [owner, member]) await expect(page.getByRole('log').getByText(text, { exact: true })).toHaveCount(0);
  await expect(owner.getByText('This message was deleted.')).toHaveCount(gone + 1);
  await owner.reload();
  await expect(owner.getByText('This message was deleted.')).toHaveCount(gone + 1);
});

test('what is not one’s own cannot be edited, and by a member not deleted', async ({ signedIn }) => {
  const owner = await signedIn('owner');
  const member = await signedIn('member');
  await openChannel(owner, 'random');
  await openChannel(member, 'random');
  const text = unique('the owner said');
  await write(owner, text);
  await expectSent(member, text);
  await line(member, text).hover();
  await line(member, text).getByRole('button', { name: 'More actions' }).click();
  await expect(member.getByRole('menuitem', { name: 'Copy link' })).toBeVisible();
  await expect(member.getByRole('menuitem', { name: 'Edit' })).toHaveCount(0);
  await expect(member.getByRole('menuitem', { name: 'Delete' })).toHaveCount(0);
});

for (const [what, network] of [
  ['the socket alone is gone', false],
  ['the whole network is gone, and tried again when it is back', true],
] as const) {
  test(`an edit, a reaction and a deletion are done while ${what}`, async ({ page, signedIn }) => {
    const name = unique('changes').replace(' ', '-');
    await sharedChannel(name, 'member');
    const sockets = await holdSockets(page);
    await page.goto(url());
    await signIn(page, addressOf('owner'), password);
    await openChannel(page, name);
    const member = await signedIn('member');
    await openChannel(member, name);
    const [first, second, third] = [unique('to be edited'), unique('to be liked'), unique('to be deleted')];
    for (const text of [first, second, third]) {
      await write(page, text);
      await expectSent(member, text);
    }
    // What comes with the first message is here, as somebody who chats has it.
    await line(page, second).hover();
    await expect(line(page, second).getByRole('button', { name: 'React with 👍' })).toBeVisible();
    await focusLine(page, third);
    await page.keyboard.press('Delete');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await focusLine(page, first);
    await page.keyboard.press('e');
    const box = page.getByRole('textbox', { name: 'Edit the message' });
    await expect(box).toBeFocused();

    if (network) await page.context().setOffline(true);
    await sockets.cut();
    await expect(page.getByRole('status').filter({ hasText: network ? 'You are offline' : 'Reconnecting' })).toBeVisible();
    const edited = unique('edited all the same');
    await box.fill(edited);
    await box.press('Enter');
    if (network) {
      await expect(line(page, edited).or(page.getByRole('article').filter({ has: box })).getByRole('alert')).toContainText('cannot be reached');
      await expect(box).toHaveValue(edited);
    }
    await line(page, second).hover();
    await line(page, second).getByRole('button', { name: 'React with 👍' }).click();
    if (network) await expect(page.getByRole('alert').getByRole('button', { name: 'Retry' })).toBeVisible();
    await focusLine(page, third);
    await page.keyboard.press('Delete');
    const dialog = page.getByRole('dialog', { name: 'Delete this message?' });
    await dialog.getByRole('button', { name: 'Delete' }).click();

    if (network) {
      await expect(dialog.getByRole('alert')).toContainText('cannot be reached');
      await expectSent(member, third);
      await page.context().setOffline(false);
      await dialog.getByRole('button', { name: 'Delete' }).click();
      await expect(dialog).toHaveCount(0);
      await page.getByRole('alert').getByRole('button', { name: 'Retry' }).click();
      await box.press('Enter');
    }
    for (const one of [page, member]) {
      await expectSent(one, edited);
      await expect(one.getByRole('log').getByText(first, { exact: true })).toHaveCount(0);
      await expect(line(one, second).getByRole('button', { name: /^👍/ })).toHaveText('👍1');
      await expect(one.getByRole('log').getByText(third, { exact: true })).toHaveCount(0);
    }
    // The log has it too, and nothing is there twice after it was caught up with.
    sockets.mend();
    await expect(page.getByRole('status').filter({ hasText: /offline|Reconnecting/ })).toHaveCount(0);
    const after = unique('afterwards');
    await write(member, after);
    await expectSent(page, after);
    await expect(line(page, second).getByRole('button', { name: /^👍/ })).toHaveText('👍1');
  });
}

test('an edit that was begun is still there after scrolling far away, and after a reload', async ({ signedIn }) => {
  const name = unique('begun').replace(' ', '-');
  await channelWith(59, name);
  const page = await signedIn('owner');
  await openChannel(page, name);
  // Not 60: the text of line 6 and the time after it read the same in the morning.
  const text = 'Message number 59';
  await focusLine(page, text);
  await page.keyboard.press('e');
  const box = page.getByRole('textbox', { name: 'Edit the message' });
  await box.fill('begun, and not done');
  await list(page, name).hover();
  await expect(async () => {
    await page.mouse.wheel(0, -1_500);
    await expect(line(page, text)).toHaveCount(0, { timeout: 200 });
  }).toPass();
  await page.getByRole('button', { name: 'Jump to latest' }).click();
  await expect(box).toHaveValue('begun, and not done');

  await page.reload();
  await expect(line(page, text)).toBeVisible();
  await focusLine(page, text);
  await page.keyboard.press('e');
  await expect(box).toHaveValue('begun, and not done');
  await box.press('Escape');
  await focusLine(page, text);
  await page.keyboard.press('e');
  await expect(box).toHaveValue(text);
});
