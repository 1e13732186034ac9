import { addressOf, expectSent, openChannel, password, signIn, unique, write } from '../support/people.ts';
import { url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

test('the client works under the strict policy that the server sends, and logs no error', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));

  const policy = (await page.goto(url()))?.headers()['content-security-policy'];
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  await signIn(page, addressOf('owner'), password);
  await openChannel(page, 'random');
  const text = unique('under the policy');
  await write(page, text);
  await expectSent(page, text);
  await page.getByRole('button', { name: 'Create a channel' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(complaints).toEqual([]);
});
