import { composer, expectSent, focusLine, line, openChannel, unique, write } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('two react, each sees both, and taking back takes back one', async ({ signedIn }) => {
  const owner = await signedIn('owner');
  const member = await signedIn('member');
  await openChannel(owner, 'general');
  await openChannel(member, 'general');
  const text = unique('what do you think?');
  await write(owner, text);
  await expectSent(member, text);

  await line(member, text).hover();
  await line(member, text).getByRole('button', { name: 'React with 👍' }).click();
  const chip = (page: typeof owner, emoji: string) => line(page, text).getByRole('list', { name: 'Reactions' }).getByRole('button', { name: emoji });
  await expect(chip(owner, '👍')).toHaveText('👍1');
  await expect(chip(owner, '👍')).toHaveAttribute('aria-pressed', 'false');
  await expect(chip(member, '👍')).toHaveAttribute('aria-pressed', 'true');

  await chip(owner, '👍').click();
  for (const page of [owner, member]) await expect(chip(page, '👍')).toHaveText('👍2');
  await chip(owner, '👍').hover();
  await expect(chip(owner, '👍')).toHaveAttribute('aria-label', /Milo Tanaka/);

  await chip(member, '👍').click();
  for (const page of [owner, member]) await expect(chip(page, '👍')).toHaveText('👍1');
  await owner.reload();
  await expect(chip(owner, '👍')).toHaveText('👍1');
  await expect(chip(owner, '👍')).toHaveAttribute('aria-pressed', 'true');
});

test('any emoji is found by its name, with the keyboard alone', async ({ signedIn }) => {
  const page = await signedIn('member');
  await openChannel(page, 'random');
  const text = unique('a hedgehog, please');
  await write(page, text);
  await expectSent(page, text);

  await focusLine(page, text);
  await page.keyboard.press('r');
  await expect(page.getByRole('combobox', { name: 'Search emoji' })).toBeFocused();
  await page.keyboard.type('hedgehog');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(line(page, text).getByRole('button', { name: /^🦔/ })).toHaveText('🦔1');
  await expect(page.getByRole('combobox', { name: 'Search emoji' })).toHaveCount(0);
});

test('a skin tone is chosen once, and is that of every emoji that has one', async ({ signedIn }) => {
  const page = await signedIn('member');
  await openChannel(page, 'random');
  const text = unique('who is coming?');
  await write(page, text);
  await expectSent(page, text);

  await focusLine(page, text);
  await page.keyboard.press('r');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.getByRole('radio', { name: 'Medium dark' }).click();
  await page.getByRole('combobox', { name: 'Search emoji' }).fill('raising hand');
  await page.getByRole('option', { name: 'person raising hand', exact: true }).click();
  await expect(line(page, text).getByRole('button', { name: /^🙋🏾/ })).toHaveText('🙋🏾1');

  await page.reload();
  await composer(page).pressSequentially('hello :waving');
  await page.getByRole('option', { name: /waving hand/ }).click();
  await expect(composer(page)).toHaveValue('hello 👋🏾 ');
  await composer(page).fill('');
});
