import { composer, expectSent, openChannel, texts, unique, write } from '../support/people.ts';
import { url, webApiPid } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

test('killing the server loses nothing, doubles nothing, and needs no reload', async ({ signedIn }) => {
  const owner = await signedIn('owner');
  const member = await signedIn('member');
  await openChannel(owner, 'general');
  await openChannel(member, 'general');
  const before = unique('before the crash');
  await write(owner, before);
  await expectSent(member, before);

  const killed = await webApiPid();
  process.kill(killed, 'SIGKILL');
  const during = unique('while the server was dead');
  await write(member, during);
  await expect(member.getByRole('article').filter({ hasText: during })).toBeVisible();

  await expect(async () => {
    expect(await webApiPid()).not.toBe(killed);
    expect((await fetch(`${url()}/health`)).ok).toBe(true);
  }).toPass({ timeout: 60_000 });

  for (const page of [owner, member]) {
    await expectSent(page, before);
    await expectSent(page, during);
  }
  const fromOwner = unique('the owner goes on');
  const fromMember = unique('the member goes on');
  await write(owner, fromOwner);
  await expectSent(member, fromOwner);
  await write(member, fromMember);
  await expectSent(owner, fromMember);

  const order = await texts(owner);
  expect(await texts(member)).toEqual(order);
  for (const page of [owner, member]) {
    await page.reload();
    await expectSent(page, fromMember);
    // Until the part that renders Markdown is there, texts stand as they were typed.
    await expect.poll(() => texts(page)).toEqual(order);
  }
});

test('what is written without a network waits, and is delivered once and in order', async ({ signedIn }) => {
  const owner = await signedIn('owner');
  const member = await signedIn('member');
  await openChannel(owner, 'random');
  await openChannel(member, 'random');

  await owner.context().setOffline(true);
  // The first call finds out that nobody answers; until then the socket looks alive.
  const written = [unique('offline one'), unique('offline two'), unique('offline three')];
  for (const text of written) await write(owner, text);
  await expect(owner.getByRole('article').filter({ hasText: written[2]! })).toContainText('Sending…');
  await expect(composer(owner)).toBeEnabled();
  const missed = unique('what the member wrote meanwhile');
  await write(member, missed);
  await expectSent(member, missed);
  await expect(owner.getByText('You are offline.')).toBeVisible();

  await owner.context().setOffline(false);
  for (const page of [owner, member]) for (const text of [missed, ...written]) await expectSent(page, text);
  await expect(owner.getByText('You are offline.')).toBeHidden();
  const order = await texts(member);
  expect(await texts(owner)).toEqual(order);
  expect(order.filter((text) => written.includes(text))).toEqual(written);
});
