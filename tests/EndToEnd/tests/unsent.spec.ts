import { sharedChannel } from '../support/api.ts';
import { kept } from '../support/kept.ts';
import { composer, expectSent, openChannel, unique, write } from '../support/people.ts';
import { url, webApiPid } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

const numbers = (texts: string[], mark: string): number[] =>
  texts.filter((text) => text.startsWith(`${mark} `)).map((text) => Number(text.slice(mark.length + 1)));

test('thirty messages written offline survive a reload, and arrive once each and in order', async ({ signedIn }) => {
  const name = unique('offline').replace(' ', '-');
  await sharedChannel(name, 'member');
  const writer = await signedIn('owner');
  const reader = await signedIn('member', { viewport: { width: 1280, height: 2_400 } });
  await openChannel(writer, name);
  await openChannel(reader, name);
  const before = unique('before');
  await write(writer, before);
  await expectSent(reader, before);
  await kept(writer);

  await writer.context().setOffline(true);
  const mark = unique('unsent').replaceAll(' ', '-');
  for (let number = 1; number <= 30; number++) await write(writer, `${mark} ${number}.`);
  await expect(writer.getByRole('article').filter({ hasText: `${mark} 30.` })).toContainText('Sending…');

  await writer.reload();
  await expect(writer.getByRole('status').filter({ hasText: 'You are offline' })).toBeVisible();
  expect(numbers(await reader.getByRole('log').getByRole('paragraph').allTextContents(), mark)).toEqual([]);

  await writer.context().setOffline(false);
  const log = reader.getByRole('log').getByRole('paragraph');
  await expect(log.filter({ hasText: mark })).toHaveCount(30);
  expect(numbers(await log.allTextContents(), mark)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  await expectSent(writer, `${mark} 30.`);
  await reader.reload();
  await expect(log.filter({ hasText: mark })).toHaveCount(30);
});

test('what was written while the server was killed is sent after a reload as well', async ({ signedIn }) => {
  const name = unique('killed').replace(' ', '-');
  await sharedChannel(name, 'member');
  const writer = await signedIn('owner');
  const reader = await signedIn('member');
  await openChannel(writer, name);
  await openChannel(reader, name);
  await write(writer, unique('before'));

  const killed = await webApiPid();
  process.kill(killed, 'SIGKILL');
  const texts = [unique('one'), unique('two'), unique('three')];
  for (const text of texts) await write(writer, text);
  await expect(async () => {
    expect(await webApiPid()).not.toBe(killed);
    expect((await fetch(`${url()}/health`)).ok).toBe(true);
  }).toPass({ timeout: 60_000 });
  await writer.reload();
  for (const page of [writer, reader]) for (const text of texts) await expectSent(page, text);
  const shown = await reader.getByRole('log').getByRole('paragraph').allTextContents();
  expect(shown.filter((text) => texts.includes(text))).toEqual(texts);
  await expect(composer(writer)).toHaveValue('');
});
