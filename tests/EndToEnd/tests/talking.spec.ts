import { expectSent, openChannel, texts, unique, write } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('what one types the other sees, both ways and in the same order', async ({ signedIn }) => {
  const owner = await signedIn('owner');
  const member = await signedIn('member');
  await openChannel(owner, 'general');
  await openChannel(member, 'general');

  for (const round of ['first', 'second', 'third']) {
    const question = unique(`${round} question`);
    await write(owner, question);
    await expectSent(owner, question);
    await expectSent(member, question);

    const answer = unique(`${round} answer`);
    await write(member, answer);
    await expectSent(member, answer);
    await expectSent(owner, answer);
  }
  expect(await texts(owner)).toEqual(await texts(member));
});

test('two who write at the same time see one order, also after a reload', async ({ signedIn }) => {
  const owner = await signedIn('owner');
  const member = await signedIn('member');
  await openChannel(owner, 'random');
  await openChannel(member, 'random');

  const written = Array.from({ length: 10 }, () => [unique('from the owner'), unique('from the member')] as const);
  await Promise.all([
    (async () => {
      for (const [text] of written) await write(owner, text);
    })(),
    (async () => {
      for (const [, text] of written) await write(member, text);
    })(),
  ]);

  for (const text of written.flat()) {
    await expectSent(owner, text);
    await expectSent(member, text);
  }
  const order = await texts(owner);
  expect(await texts(member)).toEqual(order);
  for (const mine of [written.map(([text]) => text), written.map(([, text]) => text)]) {
    expect(order.filter((text) => mine.includes(text))).toEqual(mine);
  }
  await member.reload();
  await expectSent(member, order.at(-1)!);
  await expect.poll(() => texts(member)).toEqual(order);
});

test('a message to another channel makes that one bold until it is opened', async ({ signedIn }) => {
  const owner = await signedIn('owner');
  const member = await signedIn('member');
  await openChannel(member, 'random');
  await openChannel(member, 'general');
  await openChannel(owner, 'random');

  await write(owner, unique('look here'));

  const unread = member.getByRole('link', { name: /^random.*unread message/ });
  await expect(unread).toBeVisible();
  await unread.click();
  await expect(unread).toHaveCount(0);
});

test('a text that is too long is not sent, and says by how much', async ({ signedIn }) => {
  const page = await signedIn('owner');
  await openChannel(page, 'random');
  const box = page.getByRole('textbox', { name: 'Message #random' });

  await box.fill('🎉'.repeat(4001));
  await expect(page.getByText('1 too many', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send' })).toBeDisabled();

  await box.fill('🎉'.repeat(4000));
  await expect(page.getByText('0 left', { exact: true })).toBeVisible();
  await box.press('Enter');
  await expect(page.getByRole('log').getByText('🎉'.repeat(4000), { exact: true })).toHaveCount(1);
});
