import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { composer, openChannel, ownMenu } from '../support/people.ts';
import { url } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

type Step = (page: Page) => Promise<unknown>;

const visit =
  (path: string, heading: string): Step =>
  async (page) => {
    await page.goto(`${url()}${path}`);
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
  };

/** A place of the open workspace. */
const place =
  (path: string, heading: string): Step =>
  async (page) => {
    const workspace = /\/w\/[^/]+/.exec(page.url())?.[0];
    await visit(`${workspace!}/${path}`, heading)(page);
  };

const dialog = async (page: Page, name: string | RegExp) => expect(page.getByRole('dialog', { name })).toBeVisible();

const strangers: Record<string, Step> = {
  'sign in': visit('/login', 'Sign in to ChatFlow'),
  register: visit('/register', 'Create your account'),
  'forgotten password': visit('/forgot-password', 'Forgot your password?'),
  'new password': visit('/reset-password?token=x', 'Choose a new password'),
  'confirmed address': visit('/verify-email?token=x', 'This link does not work'),
  'not found': visit('/nowhere/at/all', 'There is nothing here'),
};

/** Each begins in #general. The merge adds a line for each further screen. */
const screens: Record<string, Step> = {
  channel: (page) => expect(composer(page)).toBeVisible(),
  'channel menu': async (page) => {
    await page.getByRole('main').getByRole('heading', { level: 1 }).getByRole('button').click();
    await expect(page.getByRole('menu')).toBeVisible();
  },
  'own menu': async (page) => {
    await page.getByRole('button', { name: /^You: / }).click();
    await expect(page.getByRole('menu')).toBeVisible();
  },
  'browse channels': place('browse', 'Channels'),
  unread: place('unread', 'Unread'),
  activity: place('activity', 'Activity'),
  search: place('search', 'Search'),
  'workspace settings': place('settings', 'Settings of the workspace'),
  members: async (page) => {
    await place('settings/members', 'Settings of the workspace')(page);
    await expect(page.getByRole('list', { name: 'Members' }).getByRole('listitem').first()).toBeVisible();
  },
  'audit log': async (page) => {
    await place('settings/audit', 'Settings of the workspace')(page);
    await expect(page.getByRole('list', { name: 'Audit log' }).getByRole('listitem').first()).toBeVisible();
  },
  profile: visit('/account', 'Your settings'),
  preferences: visit('/account/preferences', 'Your settings'),
  'notification settings': visit('/account/notifications', 'Your settings'),
  security: async (page) => {
    await visit('/account/security', 'Your settings')(page);
    await expect(page.getByRole('list', { name: 'Devices signed in' }).getByRole('listitem').first()).toBeVisible();
  },
  'your data': visit('/account/data', 'Your settings'),
  'create a workspace': visit('/create-workspace', 'Create a workspace'),
  invitation: visit('/invite/nonsense', 'You are invited'),
  'create a channel': async (page) => {
    await page.getByRole('button', { name: 'Create a channel' }).click();
    await dialog(page, 'Create a channel');
  },
  'new direct message': async (page) => {
    await page.getByRole('button', { name: 'New direct message' }).click();
    await dialog(page, 'New direct message');
    await expect(page.getByRole('option').first()).toBeVisible();
  },
  'channel settings': async (page) => {
    await page.getByRole('main').getByRole('heading', { level: 1 }).getByRole('button').click();
    await page.getByRole('menuitem', { name: 'Settings of the channel' }).click();
    await dialog(page, '#general');
  },
  'channel members': async (page) => {
    await page.getByRole('button', { name: /\d+ members/ }).click();
    await dialog(page, 'Members of #general');
    await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible();
  },
  'profile card': async (page) => {
    await ownMenu(page, 'Profile of');
    await expect(page.getByRole('dialog').getByText('@olivia.marsh')).toBeVisible();
  },
  invite: async (page) => {
    await page.getByRole('button', { name: 'Demo' }).click();
    await page.getByRole('menuitem', { name: 'Invite people' }).click();
    await dialog(page, 'Invite people');
  },
  switcher: async (page) => {
    await page.keyboard.press('Control+k');
    await dialog(page, 'Where to?');
  },
  keys: async (page) => {
    await page.keyboard.press('Control+/');
    await dialog(page, 'Keyboard shortcuts');
  },
};

async function expectNoViolation(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`);
  expect.soft(told, name).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing wrong before one signs in, ${colorScheme}`, async ({ browser }) => {
    const page = await (await browser.newContext({ colorScheme })).newPage();
    for (const [name, open] of Object.entries(strangers)) {
      await open(page);
      await expectNoViolation(page, name);
    }
    await page.context().close();
  });

  test(`axe finds nothing wrong on any screen, ${colorScheme}`, async ({ signedIn }) => {
    test.setTimeout(300_000);
    const page = await signedIn('owner', { colorScheme });
    await openChannel(page, 'general');
    const start = page.url();
    for (const [name, open] of Object.entries(screens)) {
      await test.step(name, async () => {
        await page.goto(start);
        await expect(composer(page)).toBeVisible();
        await open(page);
        await expectNoViolation(page, name);
      });
    }
  });
}

test('on a narrow screen nothing is cut off or scrolls sideways', async ({ signedIn }) => {
  test.setTimeout(180_000);
  const page = await signedIn('owner');
  await openChannel(page, 'general');
  const start = page.url();
  await page.setViewportSize({ width: 320, height: 640 });
  for (const [name, open] of Object.entries(screens)) {
    if (/menu|direct|create a channel|profile card|invite$/.test(name)) continue;
    await test.step(name, async () => {
      await page.goto(start);
      await expect(composer(page)).toBeVisible();
      await open(page);
      const overflowing = await page.evaluate(() =>
        [...document.querySelectorAll('main, main *, dialog[open], dialog[open] *')]
          .filter((element) => {
            const { right, width } = element.getBoundingClientRect();
            return width > 1 && right > window.innerWidth + 1 && !element.closest('.truncate, [role=log]');
          })
          .map((element) => element.outerHTML.slice(0, 120)),
      );
      expect.soft(overflowing, name).toEqual([]);
    });
  }
});
