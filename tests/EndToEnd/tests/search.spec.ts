import { openChannel } from '../support/people.ts';
import { url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

// The server's side is stood in for, from the contract: what is asked of it, and what is done with its answer.
const found = (number: number, highlight: string) => ({
  message: {
    id: `01a00000-0000-7000-8000-00000000000${number}`,
    channel_id: '01a00000-0000-7000-8000-0000000000c0',
    user_id: '01a00000-0000-7000-8000-0000000000a0',
    sender: { id: '01a00000-0000-7000-8000-0000000000a0', username: 'ada', display_name: 'Ada Found', avatar_url: null },
    content: 'x',
    created_at: '2025-11-19T14:30:45.123Z',
  },
  channel_name: 'archive',
  highlight,
  rank: 1,
});

test('a search is asked with its filters, marks what was found, goes on by pages, and leads to the message', async ({ signedIn }) => {
  const page = await signedIn('owner');
  await openChannel(page, 'general');
  const asked: URLSearchParams[] = [];
  await page.route(`${url()}/api/search?*`, async (route) => {
    const query = new URL(route.request().url()).searchParams;
    asked.push(query);
    const number = Number(query.get('page'));
    await route.fulfill({
      json: {
        success: true,
        data: [found(number, `&lt;img src=x&gt; the <mark>release</mark> notes, page ${number}`)],
        meta: { request_id: 'r', timestamp: '2025-11-19T14:30:45.123Z', pagination: { limit: 20, page: number, total: 2, next_cursor: null, prev_cursor: null } },
      },
    });
  });

  await page.getByRole('link', { name: 'Search', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Search in everything you can read' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search messages' }).fill('release notes');
  await page.getByLabel('From').fill('@ada');
  await page.getByLabel('Since').fill('2025-11-01');
  await page.getByLabel('With').selectOption('link');
  await page.getByLabel('Order').selectOption('recent');
  await page.keyboard.press('Tab');
  await page.getByRole('searchbox', { name: 'Search messages' }).press('Enter');

  await expect(page.getByText('2 messages', { exact: true })).toBeVisible();
  const results = page.getByRole('list', { name: 'Results' }).getByRole('link');
  await expect(results).toHaveCount(1);
  await expect(results.locator('mark')).toHaveText('release');
  await expect(results).toContainText('<img src=x> the release notes, page 1');
  expect(Object.fromEntries(asked[0]!)).toMatchObject({ q: 'release notes', from: '@ada', after: '2025-11-01', has: 'link', sort: 'recent', page: '1' });

  await page.getByRole('button', { name: 'Show more' }).click();
  await expect(results).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Show more' })).toHaveCount(0);
  expect(await results.first().getAttribute('href')).toMatch(/\/c\/01a00000-0000-7000-8000-0000000000c0\/m\/01a00000-0000-7000-8000-000000000001$/);

  const address = page.url();
  await page.getByRole('searchbox', { name: 'Search messages' }).fill('something else');
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(address);
  await page.goBack();
  await expect(page.getByRole('searchbox', { name: 'Search messages' })).toHaveValue('release notes');
});

test('nothing found, and a search that fails, say so', async ({ signedIn }) => {
  const page = await signedIn('owner');
  await openChannel(page, 'general');
  let status = 200;
  await page.route(`${url()}/api/search?*`, (route) =>
    route.fulfill(
      status === 200
        ? { json: { success: true, data: [], meta: { request_id: 'r', timestamp: '2025-11-19T14:30:45.123Z', pagination: { limit: 20, page: 1, total: 0 } } } }
        : {
            status,
            json: { success: false, error: { code: 'SERVICE_UNAVAILABLE', message: 'no', details: [] }, meta: { request_id: 'r', timestamp: '2025-11-19T14:30:45.123Z' } },
          },
    ),
  );
  await page.getByRole('link', { name: 'Search', exact: true }).click();
  const box = page.getByRole('searchbox', { name: 'Search messages' });
  await box.fill('unheard of');
  await box.press('Enter');
  await expect(page.getByRole('heading', { name: 'Nothing was found' })).toBeVisible();
  status = 503;
  await box.fill('down');
  await box.press('Enter');
  await expect(page.getByRole('alert')).toContainText('not available right now');
});

test('from: and in: are completed, by keys and by a click', async ({ signedIn }) => {
  const page = await signedIn('owner');
  await openChannel(page, 'general');
  await page.getByRole('link', { name: 'Search', exact: true }).click();
  const box = page.getByRole('searchbox', { name: 'Search messages' });
  const offers = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');

  await box.pressSequentially('kingfisher in:gen');
  await expect(offers).toHaveText(['#general']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(box).toHaveValue('kingfisher in:#general ');
  await expect(offers).toHaveCount(0);

  await box.pressSequentially('from:adrian');
  await offers.filter({ hasText: 'Adrian Koch' }).click();
  await expect(box).toHaveValue(/^kingfisher in:#general from:@\S+ $/);

  await page.getByLabel('From').pressSequentially('adrian');
  await expect(offers.first()).toContainText('Adrian Koch');
  await page.keyboard.press('Escape');
  await expect(offers).toHaveCount(0);
  await expect(page.getByLabel('From')).toHaveValue('adrian');
});
