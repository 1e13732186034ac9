import { expect, type Page } from '@playwright/test';
import { channelMenu, composer, focusLine, line, ownMenu } from './people.ts';
import { url } from './running.ts';
import type { Stage } from './stage.ts';

/** Leads to a screen, and waits until all of it is there. What it gives back puts right what would disturb the next. */
type Step = (page: Page) => Promise<void | (() => Promise<void>)>;

const visit =
  (path: string, heading: string): Step =>
  async (page) => {
    await page.goto(`${url()}${path}`);
    await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
  };

const dialog = async (page: Page, name: string | RegExp) => expect(page.getByRole('dialog', { name })).toBeVisible();

/** On a phone it is behind a button. */
async function inSidebar(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Show channels' });
  if (await button.isVisible()) await button.click();
}

export const strangers: Record<string, Step> = {
  'sign-in': visit('/login', 'Sign in to ChatFlow'),
  'sign-in-refused': async (page) => {
    await visit('/login', 'Sign in to ChatFlow')(page);
    await page.getByLabel('Email').fill('nobody@demo.test');
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
  },
  register: visit('/register', 'Create your account'),
  'forgotten-password': visit('/forgot-password', 'Forgot your password?'),
  'new-password': visit('/reset-password?token=x', 'Choose a new password'),
  'confirmed-address': visit('/verify-email?token=x', 'This link does not work'),
  'not-found': visit('/nowhere/at/all', 'There is nothing here'),
};

/** For the owner. */
export function screensOf(stage: Stage): Record<string, Step> {
  const workspace = `/w/${stage.workspaceId}`;
  const place = (path: string, heading: string): Step => visit(`${workspace}/${path}`, heading);
  const channel =
    (id: string, shown: (page: Page) => Promise<unknown>): Step =>
    async (page) => {
      await page.goto(`${url()}${workspace}/c/${id}`);
      await shown(page);
    };
  const listed = (path: string, heading: string, list: string): Step => async (page) => {
    await place(path, heading)(page);
    await expect(page.getByRole('main').getByRole('list', { name: list }).getByRole('listitem').first()).toBeVisible();
  };
  const onMessage = (key: string, shown: (page: Page) => Promise<unknown>): Step => async (page) => {
    await focusLine(page, 'we are on time');
    await page.keyboard.press(key);
    await shown(page);
  };
  const settings = 'Settings of the workspace';

  /** Each begins in the stage's channel. */
  const inChannel: Record<string, Step> = {
    channel: async (page) => {
      await expect(page.getByRole('button', { name: 'Show icon-draft.png' }).locator('img')).toBeVisible();
      await composer(page).blur();
    },
    'unread-from-here': async (page) => {
      await focusLine(page, 'may I announce');
      await page.keyboard.press('u');
      await expect(page.getByRole('button', { name: 'Mark as read' })).toBeVisible();
      return () => page.getByRole('button', { name: 'Mark as read' }).click();
    },
    lightbox: async (page) => {
      await page.getByRole('button', { name: 'Show icon-draft.png' }).click();
      await expect(page.getByRole('dialog').getByRole('img')).toBeVisible();
    },
    'message-menu': async (page) => {
      await line(page, 'we are on time').hover();
      await line(page, 'we are on time').getByRole('button', { name: 'More actions' }).click();
      await expect(page.getByRole('menuitem', { name: 'Copy link' })).toBeVisible();
    },
    'emoji-picker': onMessage('r', (page) => expect(page.getByRole('option').first()).toBeVisible()),
    'emoji-not-found': onMessage('r', async (page) => {
      await expect(page.getByRole('option').first()).toBeVisible();
      await page.keyboard.type('nothingatall');
      await expect(page.getByText('No emoji found.')).toBeVisible();
    }),
    completion: async (page) => {
      await composer(page).pressSequentially('Ask @m');
      await expect(page.getByRole('option').first()).toBeVisible();
      return () => composer(page).fill('');
    },
    'waiting-files': async (page) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Attach files' }).click();
      await (await chooser).setFiles({ name: 'a-file-with-a-name-that-goes-on-and-on.txt', mimeType: 'text/plain', buffer: Buffer.from('text') });
      await expect(page.getByRole('list', { name: 'Attachments' }).getByRole('button', { name: /^Remove / })).toBeVisible();
    },
    'too-long': async (page) => {
      await composer(page).fill('word '.repeat(900));
      await expect(page.getByText('500 too many').first()).toBeVisible();
      return () => composer(page).fill('');
    },
    edit: onMessage('e', (page) => expect(page.getByRole('textbox', { name: 'Edit the message' })).toBeVisible()),
    'delete-message': onMessage('Delete', (page) => dialog(page, 'Delete this message?')),
    history: async (page) => {
      await line(page, 'I shall translate').getByRole('button', { name: '(edited)' }).click();
      await expect(page.getByRole('dialog').getByText('teh page')).toBeVisible();
    },
    'reaction-failed': async (page) => {
      await page.context().setOffline(true);
      await page.getByRole('button', { name: /^🎉/ }).click();
      await expect(page.getByRole('alert').getByRole('button', { name: 'Retry' })).toBeVisible();
      await expect(page.getByRole('status').filter({ hasText: 'You are offline' })).toBeVisible();
      return () => page.context().setOffline(false);
    },
    'channel-menu': async (page) => {
      await page.getByRole('main').getByRole('heading', { level: 1 }).getByRole('button').click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
    'channel-settings': async (page) => {
      await channelMenu(page, 'Settings of the channel');
      await dialog(page, `#${stage.channel}`);
    },
    'channel-members': async (page) => {
      await page.getByRole('button', { name: /\d+ members/ }).click();
      await dialog(page, `Members of #${stage.channel}`);
      await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible();
    },
    'leave-channel': async (page) => {
      await channelMenu(page, 'Leave the channel');
      await dialog(page, /^Leave #/);
    },
    sidebar: async (page) => {
      await inSidebar(page);
      await expect(page.getByRole('list', { name: 'Your channels' })).toBeVisible();
    },
    'own-menu': async (page) => {
      await inSidebar(page);
      await page.getByRole('button', { name: /^You: / }).click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
    'workspace-menu': async (page) => {
      await inSidebar(page);
      await page.getByRole('button', { name: 'Demo', exact: true }).click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
    'create-channel': async (page) => {
      await inSidebar(page);
      await page.getByRole('button', { name: 'Create a channel' }).click();
      await dialog(page, 'Create a channel');
    },
    'new-direct-message': async (page) => {
      await inSidebar(page);
      await page.getByRole('button', { name: 'New direct message' }).click();
      await dialog(page, 'New direct message');
      await expect(page.getByRole('option').first()).toBeVisible();
    },
    'own-profile': async (page) => {
      await inSidebar(page);
      await ownMenu(page, 'Profile of');
      await expect(page.getByRole('dialog').getByText('@olivia.marsh')).toBeVisible();
    },
    invite: async (page) => {
      await inSidebar(page);
      await page.getByRole('button', { name: 'Demo', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Invite people' }).click();
      await dialog(page, 'Invite people');
      await page.getByRole('button', { name: 'Make a link' }).click();
      await expect(page.getByLabel('Invitation link')).toBeVisible();
    },
    switcher: async (page) => {
      await page.keyboard.press('Control+k');
      await dialog(page, 'Where to?');
      await expect(page.getByRole('option').first()).toBeVisible();
    },
    keys: async (page) => {
      await page.keyboard.press('Control+/');
      await dialog(page, 'Keyboard shortcuts');
    },
  };
  const elsewhere: Record<string, Step> = {
    'empty-channel': channel(stage.empty, (page) => expect(page.getByText('Nothing has been written here yet')).toBeVisible()),
    'archived-channel': channel(stage.archived, (page) => expect(page.getByText('This channel is archived')).toBeVisible()),
    'channel-of-others': channel(stage.foreign, (page) => expect(page.getByRole('button', { name: /^Join #/ })).toBeVisible()),
    'direct-conversation': channel(stage.dm, (page) => expect(page.getByText('Do you have five minutes').last()).toBeVisible()),
    'no-such-channel': channel(stage.root, (page) => expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()),
    'linked-message': channel(`${stage.channelId}/m/${stage.root}`, (page) => expect(page.locator('article.bg-notice').filter({ hasText: 'my machine' }).locator('.hljs-string')).toBeVisible()),
    'call-everybody': async (page) => {
      // Twenty-one people would have to sign up: the list of channels says that they have.
      const lists = /\/api\/channels\?workspace_id/;
      await page.route(lists, async (route) => {
        const response = await route.fetch();
        const body = (await response.json()) as { data: { member_count: number }[] };
        await route.fulfill({ response, json: { ...body, data: body.data.map((one) => ({ ...one, member_count: 21 })) } });
      });
      await channel(stage.channelId, () => expect(line(page, 'we are on time')).toBeVisible())(page);
      await composer(page).fill('@channel: look');
      await composer(page).press('Enter');
      await dialog(page, 'Notify 21 people?');
      return async () => {
        await page.unroute(lists);
        await page.keyboard.press('Escape');
        await composer(page).fill('');
      };
    },
    thread: channel(`${stage.channelId}/t/${stage.root}`, (page) => expect(page.getByRole('complementary', { name: 'Thread' }).getByText('Thank you!')).toBeVisible()),
    pins: channel(`${stage.channelId}/pins`, (page) => expect(page.getByRole('list', { name: 'Pinned messages' }).getByRole('listitem').first()).toBeVisible()),
    'no-pins': channel(`${stage.empty}/pins`, (page) => expect(page.getByText('Nothing is pinned here yet')).toBeVisible()),
    browse: listed('browse', 'Channels', 'Channels'),
    unread: listed('unread', 'Unread', 'Unread'),
    activity: listed('activity', 'Activity', 'Activity'),
    search: place('search', 'Search'),
    'search-results': listed('search?q=Kingfisher', 'Search', 'Results'),
    'search-nothing': async (page) => {
      await place('search?q=thereisnosuchword', 'Search')(page);
      await expect(page.getByRole('heading', { name: 'Nothing was found' })).toBeVisible();
    },
    'workspace-settings': place('settings', settings),
    'delete-workspace': async (page) => {
      await place('settings', settings)(page);
      await page.getByRole('button', { name: 'Delete the workspace' }).click();
      await dialog(page, 'Delete Demo?');
    },
    members: listed('settings/members', settings, 'Members'),
    'remove-member': async (page) => {
      await listed('settings/members', settings, 'Members')(page);
      await page.getByRole('button', { name: 'Remove Milo Tanaka' }).click();
      await dialog(page, /^Remove Milo Tanaka/);
    },
    audit: listed('settings/audit', settings, 'Audit log'),
    profile: visit('/account', 'Your settings'),
    preferences: visit('/account/preferences', 'Your settings'),
    'notification-settings': visit('/account/notifications', 'Your settings'),
    security: async (page) => {
      await visit('/account/security', 'Your settings')(page);
      await expect(page.getByRole('list', { name: 'Devices signed in' }).getByRole('listitem').first()).toBeVisible();
    },
    'your-data': visit('/account/data', 'Your settings'),
    'create-workspace': visit('/create-workspace', 'Create a workspace'),
    invitation: visit('/invite/nonsense', 'You are invited'),
    'invitation-gone': async (page) => {
      await visit('/invite/nonsense', 'You are invited')(page);
      await page.getByRole('button', { name: 'Join the workspace' }).click();
      await expect(page.getByRole('heading', { name: 'This invitation does not work' })).toBeVisible();
    },
  };
  const start = channel(stage.channelId, (page) => expect(line(page, 'we are on time')).toBeVisible());
  const begun = Object.entries(inChannel).map(([name, open]): [string, Step] => [
    name,
    async (page) => {
      await start(page);
      return open(page);
    },
  ]);
  return { ...Object.fromEntries(begun), ...elsewhere };
}

/** Opens each in its turn. */
export async function walk(page: Page, stage: Stage, visitScreen: (name: string) => Promise<void>, only: (name: string) => boolean = () => true): Promise<void> {
  for (const [name, open] of Object.entries(screensOf(stage))) {
    if (!only(name)) continue;
    const undo = await open(page);
    await visitScreen(name);
    await undo?.();
  }
}
