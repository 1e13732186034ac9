import { choose, composer, expectSent, focusLine, line, openChannel, unique, write } from '../support/people.ts';
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
