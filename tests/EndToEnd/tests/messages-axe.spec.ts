import { AxeBuilder } from '@axe-core/playwright';
import { sharedChannel } from '../support/api.ts';
import { expectSent, focusLine, line, openChannel, unique, write } from '../support/people.ts';
import { expect, test } from '../support/test.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`messages, a thread, the menu and the picker have no barrier that axe knows, ${colorScheme}`, async ({ signedIn }) => {
    const name = unique('axe').replace(' ', '-');
    await sharedChannel(name, 'member');
    const page = await signedIn('owner', { colorScheme });
    const check = async () => expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await openChannel(page, name);
    await check();

    const text = unique('**bold** `code` @here https://example.org');
    await write(page, text);
    await write(page, '```ts\nconst answer = "text"; // 42\n```');
    const plain = unique('plain');
    await write(page, plain);
    await expectSent(page, plain);
    await expect(page.locator('.hljs-keyword')).toBeVisible();
    await line(page, plain).hover();
    await line(page, plain).getByRole('button', { name: 'React with 👍' }).click();
    await expect(line(page, plain).getByRole('list', { name: 'Reactions' })).toBeVisible();
    await focusLine(page, plain);
    await page.keyboard.press('p');
    await expect(line(page, plain)).toContainText('Pinned');
    await check();

    await line(page, plain).getByRole('button', { name: 'More actions' }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await check();
    await page.keyboard.press('Escape');
    await focusLine(page, plain);
    await page.keyboard.press('r');
    await expect(page.getByRole('option').first()).toBeVisible();
    await check();
    await page.keyboard.press('Escape');

    await focusLine(page, plain);
    await page.keyboard.press('t');
    await expect(page.getByRole('complementary', { name: 'Thread' }).getByText(plain, { exact: true })).toBeVisible();
    await check();
  });
}
