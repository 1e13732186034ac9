import { apiAs } from '../support/api.ts';
import { channelLink, signIn, unique } from '../support/people.ts';
import { linkInMailTo, url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

test('somebody invited by mail signs up, joins, and finds the channels; a link that is none says so', async ({ page }) => {
  const address = `${unique('ivy').replace(' ', '-')}@example.test`;
  const secret = 'A-long-enough-1-pass';
  const owner = await apiAs('owner');
  const [workspace] = await owner<{ id: string }[]>('GET', '/users/me/workspaces');
  await owner('POST', `/workspaces/${workspace!.id}/invite`, { email: address });
  const invitation = await linkTo('invite');

  await page.goto(`${url()}/register`);
  await page.getByLabel('Your name').fill('Ivy Invited');
  await page.getByLabel('Email').fill(address);
  await page.getByLabel('Password').fill(secret);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.goto(await linkTo('verify-email'));
  await expect(page.getByText('You can sign in now.')).toBeVisible();

  await page.goto(invitation);
  await signIn(page, address, secret);
  await page.getByRole('button', { name: 'Join the workspace' }).click();
  await expect(page.getByRole('button', { name: 'Demo' })).toBeVisible();
  await expect(channelLink(page, 'general')).toBeVisible();
  await expect(channelLink(page, 'leads')).toHaveCount(0);

  await page.goto(`${url()}/invite/nonsense`);
  await page.getByRole('button', { name: 'Join the workspace' }).click();
  await expect(page.getByRole('heading', { name: 'This invitation does not work' })).toBeVisible();

  async function linkTo(page: 'invite' | 'verify-email'): Promise<string> {
    let link: string | undefined;
    await expect(async () => {
      link = await linkInMailTo(address, page);
      expect(link).toBeDefined();
    }).toPass();
    return link!;
  }
});
