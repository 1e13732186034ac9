import type { Locator } from '@playwright/test';
import { channelWith } from '../support/api.ts';
import { addressOf, channelLink, composer, expectSent, list, openChannel, password, signIn, unique, write } from '../support/people.ts';
import { url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

const top = async (locator: Locator): Promise<number> => Math.round((await locator.boundingBox())?.y ?? NaN);

test('history loads as one scrolls up, and nothing moves under the eyes', async ({ signedIn }) => {
  const name = unique('history').replace(' ', '-');
  const channel = await channelWith(130, name);
  const page = await signedIn('owner');
  await openChannel(page, name);
  const messages = list(page, name);
  const jump = page.getByRole('button', { name: 'Jump to latest' });
  await expect(messages.getByText('Message number 130', { exact: true })).toBeInViewport();
  await expect(jump).toHaveCount(0);

  await messages.hover();
  await expect(async () => {
    await page.mouse.wheel(0, -1_500);
    await expect(messages.getByText(`This is the beginning of #${name}.`)).toBeInViewport({ timeout: 200 });
  }).toPass();
  await expect(messages.getByText(/^Message number \d+$/)).toHaveCount(130);
  await expect(jump).toBeVisible();

  await page.mouse.wheel(0, 1_200);
  const middle = messages.getByText('Message number 40', { exact: true });
  await middle.scrollIntoViewIfNeeded();
  const before = await top(middle);
  await channel.write('Message number 131');
  await expect(messages.getByText('Message number 131', { exact: true })).toHaveCount(1);
  expect(await top(middle)).toBe(before);

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
  const line = messages.getByText('Message number 76', { exact: true });
  await expect(messages.getByText('Loading older messages…')).toHaveCount(1);
  const before = await top(line);

  release();
  await expect(messages.getByText('Message number 21', { exact: true })).toHaveCount(1);
  expect(await top(line)).toBe(before);
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
