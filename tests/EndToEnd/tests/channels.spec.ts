import { apiAs, createChannel } from '../support/api.ts';
import { browse, browsed, channelLink, channelMenu, composer, expectSent, known, list, openChannel, unique, write } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

const fresh = (name: string) => unique(name).replace(' ', '-');

test('a channel is found among all, joined, and left again', async ({ signedIn }) => {
  const name = fresh('findable');
  await createChannel(await apiAs('owner'), name, 'public');
  const member = await signedIn('member');

  await browse(member, name.slice(0, -1));
  await member.getByRole('button', { name: `Join #${name}` }).click();
  await expect(channelLink(member, name)).toBeVisible();
  await browsed(member, name).click();
  await expect(composer(member)).toBeVisible();

  await channelMenu(member, 'Leave the channel');
  await member.getByRole('dialog').getByRole('button', { name: 'Leave the channel' }).click();
  await expect(member.getByRole('button', { name: `Join #${name}` })).toBeVisible();
  await openChannel(member, 'general');
  await expect(channelLink(member, name)).toHaveCount(0);
});

test('a new name and topic are seen by everybody at once', async ({ signedIn }) => {
  const [before, after] = [fresh('before'), fresh('after')];
  await createChannel(await apiAs('owner'), before, 'public');
  const [owner, member] = [await signedIn('owner'), await signedIn('member')];
  await openChannel(owner, before);
  await openChannel(member, before);

  await channelMenu(owner, 'Settings of the channel');
  const dialog = owner.getByRole('dialog', { name: `#${before}` });
  await dialog.getByLabel('Name').fill(after);
  await dialog.getByLabel('Topic').fill('What we do next');
  await dialog.getByLabel('Description').fill('A longer story');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);

  await expect(member.getByRole('heading', { name: after, exact: true })).toBeVisible();
  await expect(member.getByText('What we do next')).toBeVisible();
  await channelMenu(member, 'Settings of the channel');
  await expect(member.getByRole('dialog').getByText('A longer story')).toBeVisible();
  await expect(member.getByRole('dialog').getByRole('textbox')).toHaveCount(0);
});

test('people are added to a private channel, made moderators, and removed', async ({ signedIn }) => {
  const name = fresh('inner');
  const [owner, member] = [await signedIn('owner'), await signedIn('member')];
  await expect(list(member, 'general')).toBeVisible();
  await owner.getByRole('button', { name: 'Create a channel' }).click();
  const creating = owner.getByRole('dialog', { name: 'Create a channel' });
  await creating.getByLabel('Name').fill(name);
  await creating.getByLabel('Private').check();
  await creating.getByRole('button', { name: 'Create a channel' }).click();
  await expect(list(owner, name)).toBeVisible();

  await owner.getByRole('button', { name: '1 member' }).click();
  await owner.getByRole('dialog').getByRole('button', { name: 'Add people' }).click();
  const adding = owner.getByRole('dialog', { name: 'Add people' });
  await adding.getByLabel('Find people').fill('milo');
  await adding.getByRole('option', { name: known.member.name }).click();
  await adding.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(channelLink(member, name)).toBeVisible();
  await openChannel(member, name);

  await owner.getByRole('button', { name: '2 members' }).click();
  const members = owner.getByRole('dialog', { name: `Members of #${name}` });
  await members.getByRole('button', { name: `Actions for ${known.member.name}` }).click();
  await owner.getByRole('menuitem', { name: 'Make moderator' }).click();
  await expect(members.getByRole('listitem').filter({ hasText: known.member.name })).toContainText('moderator');

  await members.getByRole('button', { name: `Actions for ${known.member.name}` }).click();
  await owner.getByRole('menuitem', { name: `Remove ${known.member.name}` }).click();
  await expect(members.getByRole('listitem')).toHaveCount(1);
  await expect(member.getByText('This channel does not exist, or you may not see it.')).toBeVisible();
  await expect(channelLink(member, name)).toHaveCount(0);
});

test('an archived channel can be read and not written to, comes back, and is deleted by who types its name', async ({ signedIn }) => {
  const name = fresh('old');
  await createChannel(await apiAs('owner'), name, 'public');
  const [owner, member] = [await signedIn('owner'), await signedIn('member')];
  await openChannel(owner, name);
  const text = unique('for the record');
  await write(owner, text);
  await openChannel(member, name);
  await expectSent(member, text);

  await channelMenu(owner, 'Settings of the channel');
  await owner.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
  await expect(member.getByText('This channel is archived: it can be read, but not written to.')).toBeVisible();
  await expectSent(member, text);

  await owner.getByRole('dialog').getByRole('button', { name: 'Take out of the archive' }).click();
  await expect(member.getByRole('button', { name: `Join #${name}` })).toBeVisible();

  await owner.getByRole('dialog').getByRole('button', { name: 'Delete the channel' }).click();
  const confirming = owner.getByRole('dialog', { name: `Delete #${name}?` });
  await expect(confirming.getByRole('button', { name: 'Delete the channel' })).toBeDisabled();
  await confirming.getByLabel(`Type ${name} to confirm`).fill(name);
  await confirming.getByRole('button', { name: 'Delete the channel' }).click();
  await expect(member.getByText('This channel does not exist, or you may not see it.')).toBeVisible();
});

test('a muted channel is not bold; marking all as read leaves nothing unread', async ({ signedIn }) => {
  const [muted, loud] = [fresh('muted'), fresh('loud')];
  const api = await apiAs('owner');
  const { id: memberId } = await (await apiAs('member'))<{ id: string }>('GET', '/auth/me');
  const ids: string[] = [];
  for (const name of [muted, loud]) {
    const { id } = await createChannel(api, name, 'public');
    await api('POST', `/channels/${id}/members`, { user_id: memberId });
    ids.push(id);
  }
  const member = await signedIn('member');
  await openChannel(member, muted);
  await channelMenu(member, 'Mute the channel');
  await openChannel(member, 'general');

  for (const id of ids) await api('POST', `/channels/${id}/messages`, { content: unique('hear, hear') });
  await expect(channelLink(member, loud)).toContainText('1 unread message');
  await expect(channelLink(member, muted)).toContainText('muted');
  await expect(channelLink(member, muted)).not.toContainText('unread');

  await member.getByRole('link', { name: 'Unread', exact: true }).click();
  await expect(member.getByRole('main').getByRole('link', { name: loud })).toBeVisible();
  await expect(member.getByRole('main').getByRole('link', { name: muted })).toHaveCount(0);
  await member.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(member.getByRole('heading', { name: 'You have read everything' })).toBeVisible();
  await expect(channelLink(member, loud)).not.toContainText('unread');
});
