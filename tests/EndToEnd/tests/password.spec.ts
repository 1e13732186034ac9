import { composer, signIn, unique } from '../support/people.ts';
import { linkInMailTo, url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

test('a forgotten password is replaced by the link of a mail, once, and signs out everywhere', async ({ page, browser }) => {
  const address = `${unique('fred').replace(' ', '-')}@example.test`;
  const [old, changed] = ['A-long-enough-1-pass', 'Another-long-2-pass'];

  await page.goto(`${url()}/register`);
  await page.getByLabel('Your name').fill('Fred Forgetful');
  await page.getByLabel('Email').fill(address);
  await page.getByLabel('Password').fill(old);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.goto(await linkTo('verify-email'));
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, address, old);
  await expect(page.getByRole('heading', { name: 'Welcome to ChatFlow' })).toBeVisible();

  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(url());
  await elsewhere.getByRole('link', { name: 'Forgot your password?' }).click();
  // The page it leads to is loaded first; until then this is the field of signing in.
  await expect(elsewhere.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
  await elsewhere.getByLabel('Email').fill(address);
  await elsewhere.getByRole('button', { name: 'Send the link' }).click();
  await expect(elsewhere.getByRole('status')).toContainText('a link is on its way');
  const link = await linkTo('reset-password');
  await elsewhere.goto(link);
  await elsewhere.getByLabel('New password').fill('password');
  await elsewhere.getByRole('button', { name: 'Change the password' }).click();
  await expect(elsewhere.getByText('needs at least one upper-case letter')).toBeVisible();
  await elsewhere.getByLabel('New password').fill(changed);
  await elsewhere.getByRole('button', { name: 'Change the password' }).click();
  await expect(elsewhere.getByRole('heading', { name: 'Your password is changed' })).toBeVisible();

  await expect(page.getByRole('status')).toContainText('Your session has ended');
  await signIn(page, address, old);
  await expect(page.getByRole('alert')).toContainText('Email or password is wrong');
  await signIn(page, address, changed);
  await expect(page.getByRole('heading', { name: 'Welcome to ChatFlow' })).toBeVisible();

  await elsewhere.goto(link);
  await elsewhere.getByLabel('New password').fill('Yet-another-3-pass');
  await elsewhere.getByRole('button', { name: 'Change the password' }).click();
  await expect(elsewhere.getByRole('alert')).toContainText('used already');
  await expect(composer(elsewhere)).toHaveCount(0);

  async function linkTo(page: 'verify-email' | 'reset-password'): Promise<string> {
    let link: string | undefined;
    await expect(async () => {
      link = await linkInMailTo(address, page);
      expect(link).toBeDefined();
    }).toPass();
    return link!;
  }
});
