import type { Locator } from '@playwright/test';
import { channelWith, emptyChannel } from '../support/api.ts';
import { addressOf, channelLink, composer, expectSent, list, openChannel, password, signIn, unique, write } from '../support/people.ts';
import { url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

/** Where it stands once nothing moves: two looks in a row agree. */
async function settledTop(locator: Locator): Promise<number> {
  let last = NaN;
  await expect(async () => {
    const before = last;
    last = await top(locator);
    expect(last).toBe(before);
  }).toPass();
  return last;
}

const top = async (locator: Locator): Promise<number> => Math.round((await locator.boundingBox())?.y ?? NaN);

test('history loads as one scrolls up, and nothing moves under the eyes', async ({ signedIn }) => {
  const name = unique('history').replace(' ', '-');
  const channel = await channelWith(130, name, 'member');
  const page = await signedIn('member');
  await openChannel(page, name);
  const messages = list(page, name);
  await page.getByRole('button', { name: 'Mark as read' }).click();
  const jump = page.getByRole('button', { name: 'Jump to latest' });
  await expect(messages.getByText('Message number 130', { exact: true })).toBeInViewport();
  await expect(jump).toHaveCount(0);

  await messages.hover();
  await expect(async () => {
    await page.mouse.wheel(0, -1_500);
    await expect(messages.getByText(`This is the beginning of #${name}.`)).toBeInViewport({ timeout: 200 });
  }).toPass();
  await expect(messages.getByText('Message number 1', { exact: true })).toBeInViewport();
  await expect(jump).toBeVisible();

  const middle = messages.getByText('Message number 40', { exact: true });
  await expect(async () => {
    await page.mouse.wheel(0, 300);
    await expect(middle).toBeInViewport({ timeout: 200 });
  }).toPass();
  const before = await settledTop(middle);
  await channel.write('Message number 131');
  await expect(jump).toContainText('1');
  expect(await settledTop(middle)).toBe(before);

  await jump.click();
  await expect(messages.getByText('Message number 131', { exact: true })).toBeInViewport();
  await expect(jump).toHaveCount(0);
  await channel.write('Message number 132');
  await expect(messages.getByText('Message number 132', { exact: true })).toBeInViewport();
});

test('the page that loads above leaves the line that is read where it is', async ({ signedIn }) => {
  const name = unique('above').replace(' ', '-');
  await channelWith(120, name);
  const page = await signedIn('owner');
  // Held back until the line has been measured.
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/messages\?.*before=/, async (route) => {
    await held;
    await route.continue();
  });
  await openChannel(page, name);
  const messages = list(page, name);
  await messages.evaluate((element) => element.scrollTo(0, 300));
  const line = messages.getByText('Message number 80', { exact: true });
  await expect(messages.getByText('Loading older messages…')).toHaveCount(1);
  const before = await settledTop(line);

  release();
  await expect(messages.getByText('Loading older messages…')).toHaveCount(0);
  expect(await settledTop(line)).toBe(before);
  await messages.evaluate((element) => element.scrollBy(0, -1_200));
  await expect(messages.getByText('Message number 45', { exact: true })).toBeInViewport();
});

test('one’s own message leads back to the end', async ({ signedIn }) => {
  const name = unique('own').replace(' ', '-');
  await channelWith(60, name);
  const page = await signedIn('owner');
  await openChannel(page, name);
  await expect(list(page, name).getByText('Message number 60', { exact: true })).toBeInViewport();
  await list(page, name).evaluate((element) => element.scrollTo(0, 600));
  await expect(page.getByRole('button', { name: 'Jump to latest' })).toBeVisible();

  const text = unique('here I am');
  await write(page, text);
  await expect(page.getByRole('log').getByText(text, { exact: true })).toBeInViewport();
});

test('a push that gets lost is noticed, and fetched', async ({ signedIn, browser }) => {
  const writer = await signedIn('owner');
  await openChannel(writer, 'general');
  const lost = unique('lost on the way');

  const context = await browser.newContext();
  const reader = await context.newPage();
  let dropped = 0;
  await reader.routeWebSocket(/\/hub/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) => {
      if (typeof frame === 'string' && frame.includes(lost)) dropped++;
      else socket.send(frame);
    });
  });
  await reader.goto(url());
  await signIn(reader, addressOf('member'), password);
  await openChannel(reader, 'general');
  const ready = unique('the reader listens');
  await write(writer, ready);
  await expectSent(reader, ready);

  await write(writer, lost);
  await expectSent(writer, lost);
  await expect.poll(() => dropped).toBe(1);
  const next = unique('and the next one');
  await write(writer, next);
  await expectSent(reader, next);
  await expectSent(reader, lost);
  await context.close();
});

test('a channel that was open before appears without a request, also without a network', async ({ signedIn }) => {
  const [one, other] = [unique('visited').replace(' ', '-'), unique('never').replace(' ', '-')];
  await channelWith(30, one);
  await channelWith(3, other);
  const page = await signedIn('owner');
  await openChannel(page, one);
  await expect(list(page, one).getByText('Message number 30', { exact: true })).toBeInViewport();
  await openChannel(page, 'general');

  const asked: string[] = [];
  page.on('request', (request) => {
    if (/\/api\/(channels|messages)\//.test(request.url())) asked.push(request.url());
  });
  await openChannel(page, one);
  await expect(list(page, one).getByText('Message number 30', { exact: true })).toBeInViewport();
  expect(asked).toEqual([]);
  // Which is no accident: what was never open is asked for.
  await openChannel(page, other);
  await expect(list(page, other).getByText('Message number 3', { exact: true })).toBeInViewport();
  expect(asked).not.toEqual([]);

  await page.context().setOffline(true);
  await openChannel(page, one);
  await expect(list(page, one).getByText('Message number 30', { exact: true })).toBeInViewport();
  await page.context().setOffline(false);
});

test('on a phone the channels are behind a button', async ({ signedIn }) => {
  const page = await signedIn('member', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await expect(list(page, 'general')).toBeVisible();
  await expect(channelLink(page, 'random')).toBeHidden();

  await page.getByRole('button', { name: 'Show channels' }).tap();
  await expect(page.getByRole('button', { name: 'Hide channels' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Show channels' })).toBeFocused();

  await page.getByRole('button', { name: 'Show channels' }).tap();
  await channelLink(page, 'random').tap();
  await expect(list(page, 'random')).toBeVisible();
  await expect(channelLink(page, 'general')).toBeHidden();
  const text = unique('from the phone');
  await composer(page).fill(text);
  await page.getByRole('button', { name: 'Send' }).tap();
  await expectSent(page, text);
});

test('however long the channel is, only what is in view is in the document', async ({ signedIn }) => {
  const name = unique('long').replace(' ', '-');
  const id = await emptyChannel(name);
  const page = await signedIn('owner');
  // A hundred thousand messages, as the server would page them: writing them would take an hour.
  const [newest, oldest] = [100_000, 1];
  await page.route(new RegExp(`/channels/${id}/messages\\?`), async (route) => {
    const before = Number(new URL(route.request().url()).searchParams.get('before') ?? newest + 1);
    const seqs = Array.from({ length: 50 }, (_, index) => before - 1 - index).filter((seq) => seq >= oldest);
    const items = seqs.map((seq) => ({ ...template, id: `m-${seq}`, channel_id: id, seq, content: `Long message ${seq} ${'word '.repeat(seq % 40)}` }));
    await route.fulfill({
      json: { success: true, data: items, meta: { request_id: 'r', pagination: { limit: 50, next_cursor: seqs.at(-1) === oldest ? null : seqs.at(-1) } } },
    });
  });
  await openChannel(page, name);
  const messages = list(page, name);
  await expect(messages.getByText(/^Long message 100000/)).toBeInViewport();
  await messages.hover();
  for (let seen = newest, round = 0; round < 15; round++) {
    await page.mouse.wheel(0, -2_000);
    await expect
      .poll(async () => {
        const [first] = await messages.getByRole('article').getByText(/^Long message/).allTextContents();
        return Number(/\d+/.exec(first ?? '')?.[0] ?? newest);
      })
      .toBeLessThan(seen);
    const [first] = await messages.getByRole('article').getByText(/^Long message/).allTextContents();
    seen = Number(/\d+/.exec(first ?? '')?.[0]);
    expect(await messages.getByRole('article').count()).toBeLessThan(80);
  }
});

const template = {
  user_id: 'ada',
  sender: { id: 'ada', username: 'ada', display_name: 'Ada', avatar_url: null },
  thread_id: null,
  client_message_id: null,
  created_at: '2025-11-19T14:30:45.123Z',
  edited_at: null,
  deleted_at: null,
  reply_count: 0,
  last_reply_at: null,
  reactions: [],
  mentions: [],
  files: [],
  pinned: null,
};
