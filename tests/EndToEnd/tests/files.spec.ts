import type { Page } from '@playwright/test';
import { emptyChannel } from '../support/api.ts';
import { composer, line, list, openChannel, unique, write } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

// The server's answers are written here after the contract: what is tested is what the browser does with them.

const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

const stored = (name: string, isImage: boolean) => ({
  id: '01900000-0000-7000-8000-000000000001',
  channel_id: 'c',
  message_id: null,
  filename: name,
  size: 12_345,
  type: isImage ? 'image/png' : 'text/plain',
  width: isImage ? 800 : null,
  height: isImage ? 400 : null,
  has_thumbnail: isImage,
  url: '/api/files/01900000-0000-7000-8000-000000000001',
  thumbnail_url: null,
  uploaded_by: 'u',
  uploaded_at: '2025-11-19T14:30:45.123Z',
});

const envelope = (data: unknown) => ({ json: { success: true, data, meta: { request_id: 'r', timestamp: '2025-11-19T14:30:45.123Z' } } });

async function choose(page: Page, name: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach files' }).click();
  await (await chooser).setFiles({ name, mimeType: 'image/png', buffer: pixel });
}

test('a file is uploaded with the token, can be given up and tried again, and goes with the message', async ({ signedIn }) => {
  const name = unique('files').replace(' ', '-');
  await emptyChannel(name);
  const page = await signedIn('owner');
  await openChannel(page, name);
  let answer: 'fail' | 'hold' | 'take' = 'fail';
  const tokens: (string | null)[] = [];
  await page.route('**/api/files', async (route) => {
    tokens.push(await route.request().headerValue('authorization'));
    if (answer === 'fail') await route.abort();
    if (answer === 'take') await route.fulfill(envelope(stored('cat.png', true)));
  });
  const waiting = page.getByRole('list', { name: 'Attachments' });

  await choose(page, 'cat.png');
  await expect(waiting.getByRole('alert')).toContainText('Not uploaded');
  answer = 'hold';
  await waiting.getByRole('button', { name: 'Upload cat.png again' }).click();
  await waiting.getByRole('button', { name: 'Cancel the upload of cat.png' }).click();
  await expect(waiting).toHaveCount(0);

  answer = 'take';
  await composer(page).evaluate((box, bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], 'cat.png', { type: 'image/png' }));
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, [...pixel]);
  await expect(waiting.getByRole('button', { name: 'Remove cat.png' })).toBeVisible();
  expect(tokens.every((token) => token?.startsWith('Bearer '))).toBe(true);

  await composer(page).fill('look');
  await composer(page).press('Enter');
  await expect(waiting).toHaveCount(0);
  await expect(composer(page)).toHaveValue('');
});

test('pictures have their room before they come, open large, and give the focus back', async ({ signedIn }) => {
  const name = unique('pictures').replace(' ', '-');
  const id = await emptyChannel(name);
  const page = await signedIn('owner');
  await openChannel(page, name);
  await write(page, 'with a picture');
  await expect(line(page, 'with a picture')).not.toContainText('Sending…');

  await page.route(new RegExp(`/channels/${id}/messages\\?`), async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as { data: { files: unknown[] }[] };
    for (const message of body.data) message.files = [stored('cat.png', true), { ...stored('notes.txt', false), id: '01900000-0000-7000-8000-000000000002' }];
    await route.fulfill({ response, json: body });
  });
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/files/*/thumbnail', async (route) => {
    await held;
    await route.fulfill({ body: pixel, contentType: 'image/png' });
  });
  await page.route(/\/api\/files\/[^/]+$/, (route) => route.fulfill({ body: pixel, contentType: 'image/png' }));
  await page.reload();

  const picture = list(page, name).getByRole('button', { name: 'Show cat.png' });
  const before = await picture.boundingBox();
  expect(before?.height).toBeGreaterThan(100);
  release();
  await expect(picture.locator('img')).toBeVisible();
  expect(await picture.boundingBox()).toEqual(before);
  await expect(list(page, name)).toContainText('notes.txt');
  await expect(list(page, name)).toContainText('12 kB');

  await picture.click();
  await expect(page.getByRole('dialog', { name: 'cat.png' }).locator('img')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(picture).toBeFocused();

  const download = page.waitForEvent('download');
  await list(page, name).getByRole('button', { name: 'Download notes.txt' }).click();
  expect((await download).suggestedFilename()).toBe('notes.txt');
});
