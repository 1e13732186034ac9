import { emptyChannel } from '../support/api.ts';
import { composer, line, list, openChannel, unique } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('Markdown shows as it is meant, and nothing else gets in', async ({ signedIn }) => {
  const name = unique('markdown').replace(' ', '-');
  await emptyChannel(name);
  const page = await signedIn('owner');
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await openChannel(page, name);
  const log = list(page, name);
  const send = async (text: string) => {
    await composer(page).fill(text);
    await composer(page).press('Enter');
  };

  await send('**bold** _slanted_ ~~gone~~ `code`\nsecond line');
  await expect(log.locator('strong', { hasText: 'bold' })).toBeVisible();
  await expect(log.locator('em', { hasText: 'slanted' })).toBeVisible();
  await expect(log.locator('del', { hasText: 'gone' })).toBeVisible();
  await expect(log.locator('code', { hasText: 'code' })).toBeVisible();
  await expect(log.locator('br')).toHaveCount(1);

  await send('<b>not bold</b> <img src=x onerror=alert(1)> & a < b');
  await expect(log.getByText('<b>not bold</b>')).toBeVisible();
  await expect(log.locator('img')).toHaveCount(0);

  await send('[site](https://example.org/x) [bad](javascript:alert(1)) ![a picture](https://example.org/p.png)');
  const link = log.getByRole('link', { name: 'site' });
  await expect(link).toHaveAttribute('href', 'https://example.org/x');
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  await expect(log.getByRole('link', { name: 'bad' })).toHaveCount(0);
  await expect(log.getByRole('link', { name: 'a picture' })).toHaveAttribute('href', 'https://example.org/p.png');
  await expect(log.locator('img')).toHaveCount(0);
  expect(requests.filter((address) => address.includes('example.org'))).toEqual([]);

  await send('```js\nconst answer = 42; // why\n```');
  await expect(log.locator('pre .hljs-keyword', { hasText: 'const' })).toBeVisible();
  await expect(log.locator('pre .hljs-number', { hasText: '42' })).toBeVisible();

  await send('- one\n- two\n\n> quoted\n\n# Not a heading of the page');
  await expect(log.getByRole('listitem').filter({ hasText: 'two' })).toBeVisible();
  await expect(log.locator('blockquote')).toContainText('quoted');
  await expect(page.getByRole('heading', { name: 'Not a heading of the page' })).toHaveCount(0);

  const sizes: number[] = [];
  for (const text of ['🎉', 'party']) {
    await send(text);
    sizes.push(await line(page, text).getByText(text, { exact: true }).evaluate((element) => parseFloat(getComputedStyle(element).fontSize)));
  }
  expect(sizes[0]).toBeGreaterThan(sizes[1]! * 1.5);
});

test('a mention stands out, and most for who is meant', async ({ signedIn }) => {
  const owner = await signedIn('owner');
  const member = await signedIn('member');
  await openChannel(owner, 'general');
  await openChannel(member, 'general');
  const box = composer(owner);
  await box.pressSequentially('hello @mil');
  await expect(owner.getByRole('option', { name: /Milo Tanaka/ })).toBeVisible();
  await box.press('Tab');
  const text = unique('are you there? Not @o, whom nobody knows,');
  await box.pressSequentially(text);
  await box.press('Enter');

  await expect(line(owner, text).locator('.mention')).toHaveText(/^@\w+/);
  await expect(line(owner, text).locator('.mention-me')).toHaveCount(0);
  await expect(line(member, text).locator('.mention-me')).toBeVisible();
});
