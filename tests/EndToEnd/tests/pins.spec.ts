import { sharedChannel } from '../support/api.ts';
import { choose, expectSent, focusLine, line, list, openChannel, unique, write } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

test('what is pinned is at hand for everybody until it is unpinned', async ({ signedIn }) => {
  const name = unique('pins').replace(' ', '-');
  await sharedChannel(name, 'member');
  const owner = await signedIn('owner');
  const member = await signedIn('member');
  await openChannel(owner, name);
  await openChannel(member, name);
  const text = unique('keep this');
  await write(owner, text);
  await expectSent(member, text);

  await member.getByRole('link', { name: 'Pinned messages' }).click();
  const panel = member.getByRole('complementary', { name: 'Pinned messages' });
  await expect(panel).toContainText('Nothing is pinned here yet');
  await choose(owner, text, 'Pin to the channel');
  await expect(panel.getByRole('listitem')).toContainText(text);
  await expect(line(member, text)).toContainText('Pinned');

  await panel.getByRole('link', { name: 'Show in the channel' }).click();
  await expect(member).toHaveURL(/\/m\//);
  await expect(list(member, name).getByText(text, { exact: true })).toBeInViewport();

  await focusLine(owner, text);
  await owner.keyboard.press('p');
  await expect(line(member, text)).not.toContainText('Pinned');
});
