import { composer, expectSent, line, openChannel, unique, write } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('people, channels and emoji are completed while one types', async ({ signedIn }) => {
  const page = await signedIn('owner');
  await openChannel(page, 'random');
  const box = composer(page);
  await box.pressSequentially('@mil');
  await expect(page.getByRole('option', { name: /Milo Tanaka/ })).toHaveAttribute('aria-selected', 'true');
  await box.press('Enter');
  await expect(box).toHaveValue(/^@[\w.]+ $/);

  await box.pressSequentially('see #gen');
  await expect(page.getByRole('option', { name: '#general' })).toBeVisible();
  await box.press('Tab');
  await expect(box).toHaveValue(/see #general $/);

  await box.pressSequentially(':tada');
  await expect(page.getByRole('option', { name: /party popper/ })).toBeVisible();
  await box.press('Tab');
  await expect(box).toHaveValue(/🎉 $/);

  await box.pressSequentially('@o');
  await expect(page.getByRole('option').first()).toBeVisible();
  await box.press('Escape');
  await expect(page.getByRole('option')).toHaveCount(0);
  await box.press('Enter');
  await expect(box).toHaveValue('');
  await expect(line(page, 'see #general 🎉 @o').last()).toBeVisible();
});

test('a draft is kept for its channel and its thread, also over a reload', async ({ signedIn }) => {
  const page = await signedIn('member');
  await openChannel(page, 'general');
  const root = unique('a root for a draft');
  await write(page, root);
  await expectSent(page, root);
  await composer(page).fill('begun in general');
  await openChannel(page, 'random');
  await expect(composer(page)).toHaveValue('');
  await composer(page).fill('begun in random');
  await page.reload();
  await expect(composer(page)).toHaveValue('begun in random');
  await openChannel(page, 'general');
  await expect(composer(page)).toHaveValue('begun in general');

  await line(page, root).hover();
  await line(page, root).getByRole('button', { name: 'Reply in a thread' }).click();
  const reply = page.getByRole('textbox', { name: 'Reply…' });
  await reply.fill('begun in the thread');
  await page.reload();
  await expect(reply).toHaveValue('begun in the thread');
  await expect(composer(page)).toHaveValue('begun in general');
  await reply.press('Enter');
  await expect(reply).toHaveValue('');
  await page.reload();
  await expect(reply).toHaveValue('');
});

test('who types is seen by the others, until they stop', async ({ signedIn }) => {
  const owner = await signedIn('owner');
  const member = await signedIn('member');
  await openChannel(owner, 'general');
  await openChannel(member, 'general');
  await composer(member).pressSequentially('I am about to say');
  await expect(owner.getByText('Milo Tanaka is typing…')).toBeVisible();
  await expect(member.getByText(/is typing/)).toHaveCount(0);
  await composer(member).fill('');
  await expect(owner.getByText('Milo Tanaka is typing…')).toHaveCount(0);
});
