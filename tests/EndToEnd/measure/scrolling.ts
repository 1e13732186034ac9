import type { Locator, Page } from '@playwright/test';
import { type Api, apiAs, createChannel, type Made } from '../support/api.ts';
import { list, openChannel } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

// Scrolls from the newest message of a long channel to its first one, and says how long the frames were, and how large the page is.
// At the end, what the machine does at best: as many steps over what is held already, and over an empty page.
// MESSAGES: how many there are to be. CHANNEL: the name of one that an earlier run has filled. STEP: pixels with every frame.

const messages = Number(process.env.MESSAGES ?? 100_000);
const pixels = Number(process.env.STEP ?? 600);
const frame = 1000 / 60;
const atOnce = 12;

interface Stretch {
  frames: number[];
  nodes: number;
  articles: number;
  heap: number;
}

test(`from the newest of ${messages} messages to the first`, async ({ signedIn }) => {
  const name = process.env.CHANNEL ?? (await filled());
  const page = await signedIn('owner', { viewport: { width: 1280, height: 800 } });
  await openChannel(page, name);
  const log = list(page, name);
  await expect(log.getByText(`Message number ${messages}.`)).toBeInViewport();

  console.log('| down to message | frames | median ms | 99 % ms | over 16.7 ms | over 50 ms | longest ms | messages in the page | DOM nodes | heap MB |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const goal of [0.99, 0.95, 0.9, 0.75, 0.5, 0.25, 0].map((share) => Math.max(1, Math.round(messages * share)))) report(String(goal), await scrollUpTo(page, log, goal));
  // Away from both ends, so that nothing is loaded.
  await log.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
  report('all held', { ...(await sizeOf(page)), frames: await toAndFro(log) });
  const empty = await page.context().newPage();
  await empty.setContent('<div id="list" style="height: 700px; overflow: auto"><div style="height: 60000px"></div></div>');
  report('empty page', { ...(await sizeOf(empty)), frames: await toAndFro(empty.locator('#list')) });
});

async function filled(): Promise<string> {
  const name = `long-${Date.now().toString(36)}`;
  const people = [await apiAs('owner'), await apiAs('member'), await apiAs('moderator')];
  const { id } = await createChannel(people[0]!, name, 'public');
  for (const api of people.slice(1)) await people[0]!('POST', `/channels/${id}/members`, { user_id: (await api<Made>('GET', '/auth/me')).id });
  let next = 1;
  const write = async (api: Api): Promise<void> => {
    for (let number = next++; number <= messages - atOnce; number = next++) await api('POST', `/channels/${id}/messages`, { content: textOf(number) });
  };
  await Promise.all(Array.from({ length: atOnce }, (_, index) => write(people[index % people.length]!)));
  // The last ones one after the other, so that the newest is the last.
  for (let number = messages - atOnce + 1; number <= messages; number++) await people[number % people.length]!('POST', `/channels/${id}/messages`, { content: textOf(number) });
  console.log(`CHANNEL=${name}`);
  return name;
}

/** Some short, some long, some with marks. */
function textOf(number: number): string {
  const more = ['', ' Fine with me.', ` See **section ${number % 40}** and \`config.port\`.`, ' ' + 'A longer one, as people write them now and then. '.repeat(1 + (number % 5))];
  return `Message number ${number}.${more[number % more.length]}`;
}

/** As somebody who holds the key or the wheel: a step with every frame, and on as soon as there is more. */
async function scrollUpTo(page: Page, log: Locator, goal: number): Promise<Stretch> {
  const frames = await log.evaluate(
    (element, { until, pixels }) =>
      new Promise<number[]>((resolve) => {
        const frames: number[] = [];
        let last = performance.now();
        const firstShown = () => Number(/number (\d+)\./.exec(element.querySelector('article')?.textContent ?? '')?.[1] ?? NaN);
        const step = (now: number) => {
          frames.push(now - last);
          last = now;
          if (firstShown() <= until) resolve(frames.slice(1));
          else next();
        };
        // Between two frames: within one, what is measured in it would be set against where one was before, and the step be lost.
        const next = () => {
          setTimeout(() => (element.scrollTop -= pixels));
          requestAnimationFrame(step);
        };
        next();
      }),
    { until: goal, pixels },
  );
  return { ...(await sizeOf(page)), frames };
}

/** Ten steps up and ten down, thirty times. */
async function toAndFro(log: Locator): Promise<number[]> {
  return log.evaluate(
    (element, pixels) =>
      new Promise<number[]>((resolve) => {
        const frames: number[] = [];
        let last = performance.now();
        const step = (now: number) => {
          frames.push(now - last);
          last = now;
          if (frames.length > 600) resolve(frames.slice(1));
          else next();
        };
        const next = () => {
          setTimeout(() => (element.scrollTop += frames.length % 20 < 10 ? -pixels : pixels));
          requestAnimationFrame(step);
        };
        next();
      }),
    pixels,
  );
}

async function sizeOf(page: Page): Promise<Omit<Stretch, 'frames'>> {
  const [nodes, articles] = await page.evaluate(() => [document.querySelectorAll('*').length, document.querySelectorAll('article').length]);
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number };
  await session.detach();
  return { nodes: nodes!, articles: articles!, heap: Math.round(usedSize / 1_000_000) };
}

function report(what: string, { frames, nodes, articles, heap }: Stretch): void {
  const sorted = frames.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(1);
  // A clock of a tenth of a millisecond: the sixtieth itself is no long frame.
  const over = (limit: number) => frames.filter((length) => length > limit + 0.2).length;
  console.log(`| ${what} | ${frames.length} | ${at(0.5)} | ${at(0.99)} | ${over(frame)} | ${over(50)} | ${at(1)} | ${articles} | ${nodes} | ${heap} |`);
}
