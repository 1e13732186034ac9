import type { Locator } from '@playwright/test';
import { type Api, apiAs, sharedChannel } from '../support/api.ts';
import { expectSent, line, list, openChannel, unique, write } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

// More than the page holds of a channel at once (features/messages/stretches.ts).
const length = 1_300;

let name: string;
let id: string;
test.beforeAll(async () => {
  name = unique('long').replace(' ', '-');
  id = await filled();
});

interface Entry {
  id: string;
  seq: number;
}

test('all the way up a long channel and down again: each message is there, in its place, and nothing jumps', async ({ signedIn }) => {
  test.setTimeout(240_000);
  const [owner, member] = [await apiAs('owner'), await apiAs('member')];
  const page = await signedIn('owner');
  await openChannel(page, name);
  const messages = list(page, name);
  await expect(messages.getByRole('article').last()).toBeInViewport();

  const before = await allOf(owner, id);
  const up = await walk(messages, before, -240, before[0]!);
  expect(up).toEqual({ missed: [], disorder: 0, jumps: [] });
  await expect(messages.getByText(`This is the beginning of #${name}.`)).toBeVisible();

  await member('POST', `/channels/${id}/messages`, { content: 'Written meanwhile' });
  const jump = page.getByRole('button', { name: 'Jump to latest' });
  await expect(jump).toContainText('1');
  const after = await allOf(owner, id);
  expect(after).toHaveLength(length + 1);
  const down = await walk(messages, after, 240, after.at(-1)!);
  expect(down).toEqual({ missed: [], disorder: 0, jumps: [] });
  await messages.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(messages.getByText('Written meanwhile')).toBeInViewport();
  await expect(jump).toHaveCount(0);
  // And it is the end that goes on.
  await member('POST', `/channels/${id}/messages`, { content: 'Written thereafter' });
  await expect(messages.getByText('Written thereafter')).toBeInViewport();
});

test('far up, one’s own message leads to the newest, and so does the button', async ({ signedIn }) => {
  test.setTimeout(240_000);
  const owner = await apiAs('owner');
  const page = await signedIn('owner');
  await openChannel(page, name);
  const messages = list(page, name);
  const all = await allOf(owner, id);
  await walk(messages, all, -900, all[100]!);
  await owner('POST', `/messages/${all[100]!.id}/reactions`, { emoji: '🎉' });
  await expect(messages.getByRole('button', { name: /^🎉/ })).toHaveCount(1);

  const text = unique('here I am');
  await write(page, text);
  await expect(line(page, text)).toBeInViewport();
  await expectSent(page, text);
  await expect(page.getByRole('button', { name: 'Jump to latest' })).toHaveCount(0);
  const end = await allOf(owner, id);
  expect(await walk(messages, end, -240, end.at(-120)!, end.slice(-120))).toEqual({ missed: [], disorder: 0, jumps: [] });

  await page.getByRole('button', { name: 'Jump to latest' }).click();
  await expect(line(page, text)).toBeInViewport();
});

/** The channel, with messages of different heights, written a dozen at once. */
async function filled(): Promise<string> {
  const made = await sharedChannel(name, 'member');
  const people = [await apiAs('owner'), await apiAs('member')];
  let next = 0;
  const writeOn = async (index: number): Promise<void> => {
    for (let number = next++; number < length; number = next++) {
      await people[index % 2]!('POST', `/channels/${made}/messages`, { content: `Number ${number}. ${'Some say more than others. '.repeat(number % 9)}` });
    }
  };
  await Promise.all(Array.from({ length: 12 }, (_, index) => writeOn(index)));
  return made;
}

/** As the server has them, the oldest first. */
async function allOf(api: Api, channelId: string): Promise<Entry[]> {
  const all: Entry[] = [];
  for (let page = [{ id: '', seq: 1e9 }]; page.length > 0; ) {
    page = await api<Entry[]>('GET', `/channels/${channelId}/messages?limit=100&before=${page.at(-1)!.seq}`);
    all.push(...page.map(({ id, seq }) => ({ id, seq })));
  }
  return all.reverse();
}

/**
 * Scrolls by this many pixels with every frame until this message is there. Says which of those expected were never there, how
 * often two that stand beside each other do not follow each other, and where a text in view moved by anything but the step.
 */
async function walk(messages: Locator, all: Entry[], pixels: number, goal: Entry, expected = all): Promise<{ missed: string[]; disorder: number; jumps: number[] }> {
  return messages.evaluate(
    (element, { ids, wanted, pixels, goal }) =>
      new Promise<{ missed: string[]; disorder: number; jumps: number[] }>((resolve) => {
        const seen = new Set<string>();
        const jumps: number[] = [];
        let disorder = 0;
        let watched: { id: string; due: number } | null = null;
        const idOf = (row: HTMLElement) => row.dataset.message ?? '';
        // Of the text: what stands above it in the row, a day, goes when the messages before it come.
        const topOf = (row: HTMLElement) => row.querySelector('p')?.getBoundingClientRect().top ?? NaN;
        const step = () => {
          const rows = [...element.querySelectorAll<HTMLElement>('[data-message]')].sort((a, b) => Number(a.dataset.index) - Number(b.dataset.index));
          rows.forEach((row, index) => {
            seen.add(idOf(row));
            if (index > 0 && ids.indexOf(idOf(row)) !== ids.indexOf(idOf(rows[index - 1]!)) + 1) disorder++;
          });
          const again = rows.find((row) => idOf(row) === watched?.id);
          const off = watched === null ? 0 : Math.round(again === undefined ? 1e6 : topOf(again) - watched.due);
          if (Math.abs(off) > 1) jumps.push(off);
          if (seen.has(goal)) {
            resolve({ missed: wanted.filter((id) => !seen.has(id)), disorder, jumps });
            return;
          }
          const { top, height } = element.getBoundingClientRect();
          const middle = rows.find((row) => topOf(row) > top + height / 2);
          const place = middle === undefined ? NaN : topOf(middle);
          const before = element.scrollTop;
          element.scrollTop += pixels;
          // As a hand's does: nothing runs between the scroll and the page's knowing of it.
          element.dispatchEvent(new Event('scroll'));
          watched = middle === undefined ? null : { id: idOf(middle), due: place + before - element.scrollTop };
          onceShown(step);
        };
        // Between two frames: within one, what is measured in it would be set against where one was before.
        const onceShown = (then: () => void) => requestAnimationFrame(() => setTimeout(then));
        onceShown(step);
      }),
    { ids: all.map(({ id }) => id), wanted: expected.map(({ id }) => id), pixels, goal: goal.id },
  );
}
