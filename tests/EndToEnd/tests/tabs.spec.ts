import type { BrowserContext, Page } from '@playwright/test';
import { apiAs, createChannel } from '../support/api.ts';
import { kept } from '../support/kept.ts';
import type { Newcomer } from '../support/newcomer.ts';
import { channelLink, composer, expectSent, focusLine, line, openChannel, ownMenu, signIn, unique, write } from '../support/people.ts';
import { url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';
import { recordToasts, toasts } from '../support/toasts.ts';

// Two tabs of one browser: the same storage, locks and cookies, and a socket each.

async function twoTabs(context: BrowserContext, person: Newcomer, name: string): Promise<[Page, Page, (text: string) => Promise<void>]> {
  const [owner, me] = [await apiAs('owner'), await person.api<{ id: string }>('GET', '/auth/me')];
  const { id } = await createChannel(owner, name, 'public');
  await owner('POST', `/channels/${id}/members`, { user_id: me.id });
  await person.api('POST', '/notifications/read', { all: true });
  const first = await context.newPage();
  await first.goto(url());
  await signIn(first, person.address, person.secret);
  await openChannel(first, name);
  const second = await context.newPage();
  await second.goto(first.url());
  await expect(composer(second)).toBeVisible();
  // One writes before the messages are there as well, but offline there would be none to show.
  await expect(second.getByRole('log')).toBeVisible();
  return [first, second, async (content) => void (await owner('POST', `/channels/${id}/messages`, { content }))];
}

const fresh = (name: string) => unique(name).replace(' ', '-');

/** SignalR's messages of one frame: JSON, each with a record separator behind it. A completion is of type 3. */
const hubFrames = (payload: string | Buffer): { type?: number; target?: string; invocationId?: string; error?: string }[] =>
  String(payload)
    .split('\u001e')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as ReturnType<typeof hubFrames>[number]);

const paragraphs = (page: Page) => page.getByRole('log').getByRole('article').getByRole('paragraph').allTextContents();

test('both tabs show everything once, and one of them tells outside', async ({ browser, newcomer }) => {
  const context = await browser.newContext({ permissions: ['notifications'] });
  await context.addInitScript(() => localStorage.setItem('chatflow.preferences', JSON.stringify({ desktopNotes: true })));
  await recordToasts(context);
  const person = await newcomer(unique('Tea'));
  const name = fresh('tabs');
  const [first, second, say] = await twoTabs(context, person, name);

  const written = [unique('from one tab'), unique('from the other'), unique('from somebody else')];
  await write(first, written[0]!);
  await expectSent(second, written[0]!);
  await write(second, written[1]!);
  await expectSent(first, written[1]!);
  await say(written[2]!);
  for (const page of [first, second]) {
    await expectSent(page, written[2]!);
    expect(await paragraphs(page)).toEqual(written);
  }

  await focusLine(first, written[0]!);
  await first.keyboard.press('e');
  const edited = unique('edited in one tab');
  await first.getByRole('textbox', { name: 'Edit the message' }).fill(edited);
  await first.getByRole('textbox', { name: 'Edit the message' }).press('Enter');
  await line(second, written[2]!).hover();
  await line(second, written[2]!).getByRole('button', { name: 'React with 👍' }).click();
  for (const page of [first, second]) {
    await expectSent(page, edited);
    await expect(line(page, written[2]!).getByRole('button', { name: /^👍/ })).toHaveText('👍1');
    expect(await paragraphs(page)).toEqual([edited, written[1], written[2]]);
  }

  for (const page of [first, second]) await openChannel(page, 'general');
  const { username } = await person.api<{ username: string }>('GET', '/auth/me');
  await say(`@${username} look`);
  for (const page of [first, second]) {
    await expect(channelLink(page, name)).toContainText('1 mention');
    await expect(page).toHaveTitle(/^\(1\) #general/);
  }
  await expect.poll(() => toasts(first, second)).toEqual([{ title: `Olivia Marsh mentioned you in #${name}`, closed: false }]);

  await channelLink(first, name).click();
  for (const page of [first, second]) await expect(channelLink(page, name)).not.toContainText('mention');
  expect(await toasts(first, second)).toHaveLength(1);
  await context.close();
});

test('what was written offline is sent by one tab alone, once and in order', async ({ browser, newcomer }) => {
  const context = await browser.newContext();
  const [first, second] = await twoTabs(context, await newcomer(unique('Tea')), fresh('tabs'));
  const sent: { by: Page; body: string }[] = [];
  for (const page of [first, second]) {
    // What got no answer, as its connection went, is tried again, by either.
    page.on('response', (response) => {
      const request = response.request();
      if (request.method() === 'POST' && request.url().endsWith('/messages') && response.ok()) sent.push({ by: page, body: request.postData() ?? '' });
    });
    page.on('websocket', (socket) => {
      const asked = new Map<string, string>();
      socket.on('framesent', ({ payload }) => {
        for (const { target, invocationId } of hubFrames(payload)) if (target === 'message:send') asked.set(invocationId!, String(payload));
      });
      socket.on('framereceived', ({ payload }) => {
        for (const { type, invocationId, error } of hubFrames(payload)) {
          const body = type === 3 && error === undefined ? asked.get(invocationId!) : undefined;
          if (body !== undefined) sent.push({ by: page, body });
        }
      });
    });
  }

  await context.setOffline(true);
  for (const page of [first, second]) await expect(page.getByText('You are offline.')).toBeVisible();
  const mark = unique('both').replaceAll(' ', '-');
  const texts = Array.from({ length: 8 }, (_, index) => `${mark} ${index}.`);
  for (const text of texts.slice(0, 6)) await write(first, text);
  for (const text of texts.slice(6)) await write(second, text);
  await expect(line(first, texts[5]!)).toContainText('Sending…');
  await expect(line(second, texts[7]!)).toContainText('Sending…');
  // Each tab has those of the other by now: as after a reload, they are taken up from where both keep them.
  sent.length = 0;

  await context.setOffline(false);
  for (const page of [first, second]) {
    for (const text of texts) await expectSent(page, text);
    await expect(page.getByText('You are offline.')).toBeHidden();
  }
  const shown = (await paragraphs(first)).filter((text) => text.startsWith(mark));
  expect(shown.filter((text) => texts.indexOf(text) < 6)).toEqual(texts.slice(0, 6));
  expect(await paragraphs(second)).toEqual(await paragraphs(first));
  const senders = texts.map((text) => new Set(sent.filter(({ body }) => body.includes(text)).map(({ by }) => by)).size);
  expect(senders).toEqual(texts.map(() => 1));
  await context.close();
});

for (const network of ['with', 'without'] as const) {
  test(`signing out in one tab signs out the other, ${network} a network`, async ({ browser, newcomer }) => {
    const context = await browser.newContext();
    const [first, second] = await twoTabs(context, await newcomer(unique('Tea')), fresh('tabs'));
    if (network === 'without') {
      // The menu was never opened: it is among what the worker keeps.
      await kept(first);
      await context.setOffline(true);
      for (const page of [first, second]) await expect(page.getByText('You are offline.')).toBeVisible();
    }
    await ownMenu(first, 'Sign out');
    for (const page of [first, second]) await expect(page.getByRole('heading', { name: 'Sign in to ChatFlow' })).toBeVisible();
    for (const page of [first, second])
      expect(await page.evaluate(() => [sessionStorage.length, localStorage.getItem('chatflow.csrf_token')])).toEqual([0, null]);
    await context.setOffline(false);
    await context.close();
  });
}
