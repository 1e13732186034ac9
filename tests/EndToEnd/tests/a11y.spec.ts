import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { signIn, unique } from '../support/people.ts';
import { url } from '../support/running.ts';
import { strangers, walk } from '../support/screens.ts';
import { setStage } from '../support/stage.ts';
import { expect, test } from '../support/test.ts';

// The screens are those of support/screens.ts: a new one belongs there, and is looked at here and in the pictures.

async function expectNoViolation(page: Page, name: string): Promise<void> {
  await expectNone(page, name, (axe) => axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']));
  // axe minds when there is none, and not when there are two.
  await expect.soft(page.locator('h1:visible'), name).toHaveCount(1);
  // Nothing but colours is different in the dark.
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNone(page, `${name}, dark`, (axe) => axe.withRules(['color-contrast', 'link-in-text-block']));
  await page.emulateMedia({ colorScheme: 'light' });
}

async function expectNone(page: Page, name: string, choose: (axe: AxeBuilder) => AxeBuilder): Promise<void> {
  // Colours on their way from one to another are no colours of ours.
  await page.evaluate(() => Promise.all(document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity).map((one) => one.finished)));
  const { violations } = await choose(new AxeBuilder({ page })).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`);
  expect.soft(told, name).toEqual([]);
}

test('axe finds nothing wrong before one signs in, light and dark', async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  for (const [name, open] of Object.entries(strangers)) {
    await open(page);
    await expectNoViolation(page, name);
  }
  await page.context().close();
});

test('axe finds nothing wrong for a member, and for who is in no workspace, light and dark', async ({ browser, newcomer }) => {
  const person = await newcomer(unique('Zora'));
  const page = await (await browser.newContext()).newPage();
  await page.goto(url());
  await signIn(page, person.address, person.secret);
  await page.getByRole('button', { name: 'Demo', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Settings of the workspace' }).click();
  await expect(page.getByText('Only owners and admins can change this.')).toBeVisible();
  await expectNoViolation(page, 'settings that one may not change');
  await page.getByRole('button', { name: 'Demo', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Leave the workspace' }).click();
  await expect(page.getByRole('dialog', { name: 'Leave Demo?' })).toBeVisible();
  await expectNoViolation(page, 'leaving');
  await page.getByRole('dialog').getByRole('button', { name: 'Leave the workspace' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome to ChatFlow' })).toBeVisible();
  await expectNoViolation(page, 'welcome');
  await page.context().close();
});

test('axe finds nothing wrong on any screen, light and dark', async ({ signedIn }) => {
  test.setTimeout(900_000);
  const stage = await setStage(unique('stage').replace(' ', '-'));
  const page = await signedIn('owner');
  await expect(page.getByRole('list', { name: 'Your channels' })).toBeVisible();
  await walk(page, stage, (name) => test.step(name, () => expectNoViolation(page, name)));
});

test('on a narrow screen nothing is cut off or scrolls sideways', async ({ signedIn }) => {
  test.setTimeout(900_000);
  const stage = await setStage(unique('narrow').replace(' ', '-'));
  const page = await signedIn('owner');
  await expect(page.getByRole('list', { name: 'Your channels' })).toBeVisible();
  await page.setViewportSize({ width: 320, height: 640 });
  await walk(page, stage, async (name) => {
    const overflowing = await page.evaluate(() =>
      [...document.querySelectorAll('main, main *, dialog[open], dialog[open] *')]
        .filter((element) => {
          const { right, width } = element.getBoundingClientRect();
          // What is cut on purpose, and what scrolls by itself.
          return width > 1 && right > window.innerWidth + 1 && !element.closest('.truncate, pre, table');
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    expect.soft(overflowing, name).toEqual([]);
  });
});
