import { addressOf, expectSent, openChannel, password, signIn, unique, write } from '../support/people.ts';
import { url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

// The server may send this header whenever it likes: the client needs no exception from it.
const strict = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

test('the client works under a strict content security policy, and logs no error', async ({ page, context }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  // An answer that the test hands over counts as one from the internet, which may not call a local server unasked.
  await context.grantPermissions(['local-network-access']);
  await page.route(
    (address) => !address.pathname.startsWith('/api'),
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': strict } });
    },
  );

  await page.goto(url());
  await signIn(page, addressOf('owner'), password);
  await openChannel(page, 'random');
  const text = unique('under the policy');
  await write(page, text);
  await expectSent(page, text);
  await page.getByRole('button', { name: 'Create a channel' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(complaints).toEqual([]);
});
