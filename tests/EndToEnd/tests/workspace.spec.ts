import { signIn, unique } from '../support/people.ts';
import { linkInMailTo, url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

test('a workspace is made, named anew, filled by a link, ruled, looked into, handed on and left', async ({ newcomer, browser }) => {
  const [nora, otto] = [await newcomer(unique('Nora')), await newcomer(unique('Otto'))];
  const page = await (await browser.newContext()).newPage();
  await page.goto(url());
  await signIn(page, nora.address, nora.secret);
  const [first, second] = [unique('First name'), unique('Second name')];

  await page.getByRole('link', { name: 'Create a workspace' }).click();
  await page.getByLabel('Workspace name').fill(first);
  await page.getByRole('button', { name: 'Create a workspace' }).click();
  const menu = (item: string) => async () => {
    await page.getByRole('complementary').getByRole('button', { name: new RegExp(`^(${first}|${second})$`) }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await menu('Settings of the workspace')();
  await page.getByLabel('Workspace name').fill(second);
  await page.getByLabel('Description').fill('For trying things out');
  await page.getByLabel('Remove messages after').selectOption({ label: '90 days' });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: second })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Remove messages after')).toHaveValue('2160');

  await menu('Invite people')();
  const dialog = page.getByRole('dialog', { name: 'Invite people' });
  await dialog.getByRole('button', { name: 'Make a link' }).click();
  const link = await dialog.getByLabel('Invitation link').inputValue();
  const address = `${unique('mail').replace(' ', '-')}@example.test`;
  await dialog.getByLabel('Email address').fill(address);
  await dialog.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(dialog.getByRole('status')).toContainText(`An invitation is on its way to ${address}`);
  await expect.poll(() => linkInMailTo(address, 'invite')).toBeDefined();
  await page.keyboard.press('Escape');

  const other = await (await browser.newContext()).newPage();
  await other.goto(link);
  await signIn(other, otto.address, otto.secret);
  await other.getByRole('button', { name: 'Join the workspace' }).click();
  await expect(other.getByRole('button', { name: second })).toBeVisible();

  await menu('Members')();
  const entry = page.getByRole('list', { name: 'Members' }).getByRole('listitem').filter({ hasText: otto.name });
  await entry.getByLabel(`Role of ${otto.name}`).selectOption('moderator');
  // What it shows is what the server has answered.
  await expect(entry.getByLabel(`Role of ${otto.name}`)).toHaveValue('moderator');
  await page.reload();
  await expect(entry.getByLabel(`Role of ${otto.name}`)).toHaveValue('moderator');
  await page.getByLabel('Find a member').fill(otto.name);
  await expect(page.getByRole('list', { name: 'Members' }).getByRole('listitem')).toHaveCount(1);

  await page.getByRole('link', { name: 'Audit log' }).click();
  const log = page.getByRole('list', { name: 'Audit log' }).getByRole('listitem');
  await expect(log.filter({ hasText: `${nora.name} changed a role` })).toHaveCount(1);
  await expect(log.filter({ hasText: `${otto.name} joined the workspace` })).toHaveCount(1);
  await page.getByLabel('What').selectOption({ label: 'joined the workspace' });
  await expect(log).toHaveCount(1);
  await page.getByLabel('By whom').selectOption({ label: nora.name });
  await expect(page.getByText('Nothing was recorded.')).toBeVisible();

  await page.getByRole('main').getByRole('link', { name: 'Members' }).click();
  await entry.getByLabel(`Role of ${otto.name}`).selectOption('owner');
  await page.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(entry).toContainText('Owner');
  await menu('Leave the workspace')();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave the workspace' }).click();
  await expect(page.getByRole('button', { name: 'Demo' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Workspaces' }).getByRole('link', { name: `Open workspace ${second}` })).toHaveCount(0);

  await other.reload();
  await other.getByRole('button', { name: second }).click();
  await other.getByRole('menuitem', { name: 'Settings of the workspace' }).click();
  await other.getByRole('button', { name: 'Delete the workspace' }).click();
  await other.getByLabel(`Type ${second} to confirm`).fill(second);
  await other.getByRole('dialog').getByRole('button', { name: 'Delete the workspace' }).click();
  await expect(other.getByRole('button', { name: 'Demo' })).toBeVisible();
  for (const one of [page, other]) await one.context().close();
});

test('a member can look at the settings and not change them, and finds no audit log', async ({ signedIn }) => {
  const page = await signedIn('member');
  await page.getByRole('button', { name: 'Demo' }).click();
  await expect(page.getByRole('menuitem', { name: 'Members' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Invite people' })).toHaveCount(0);
  await page.getByRole('menuitem', { name: 'Settings of the workspace' }).click();
  await expect(page.getByLabel('Workspace name')).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Audit log' })).toHaveCount(0);
});

test('the rail says where something waits, also in a workspace that is not open', async ({ newcomer, browser }) => {
  const [wilma, xaver] = [await newcomer(unique('Wilma')), await newcomer(unique('Xaver'))];
  const name = unique('Elsewhere');
  const { id } = await xaver.api<{ id: string }>('POST', '/workspaces', { name });
  const { token } = await xaver.api<{ token: string }>('POST', `/workspaces/${id}/invite`, { max_uses: 1 });
  await wilma.api('POST', `/invites/${token}/accept`);
  const me = await wilma.api<{ id: string }>('GET', '/auth/me');
  const dm = await xaver.api<{ id: string }>('POST', '/dms', { workspace_id: id, user_ids: [me.id] });

  const page = await (await browser.newContext()).newPage();
  await page.goto(url());
  await signIn(page, wilma.address, wilma.secret);
  await expect(page.getByRole('button', { name: 'Demo' })).toBeVisible();
  await xaver.api('POST', `/channels/${dm.id}/messages`, { content: 'over here' });

  const rail = page.getByRole('navigation', { name: 'Workspaces' }).getByRole('link', { name: `Open workspace ${name}` });
  await expect(rail).toContainText('1 mention');
  await rail.click();
  await expect(page.getByRole('list', { name: 'Direct messages' }).getByRole('link', { name: xaver.name })).toContainText('1 unread message');
  await page.context().close();
});
