import { readFile } from 'node:fs/promises';
import { type Api, apiAs, type Made } from './api.ts';
import { known, type Person } from './people.ts';

const picture = new URL('../../../client/public/icon-512.png', import.meta.url);

/** A workspace in which something goes on: what every screen shows something of. */
export interface Stage {
  workspaceId: string;
  /** The channel with a bit of everything, and messages in it by what they say. */
  channelId: string;
  channel: string;
  root: string;
  last: string;
  empty: string;
  archived: string;
  foreign: string;
  dm: string;
  unread: string;
}

/** Seen by the owner. The names begin with this one, so that there may be several. */
export async function setStage(name: string): Promise<Stage> {
  const people: Record<Exclude<Person, 'outsider'>, Api> = {
    owner: await apiAs('owner'),
    admin: await apiAs('admin'),
    moderator: await apiAs('moderator'),
    member: await apiAs('member'),
  };
  const [workspace] = await people.owner<Made[]>('GET', '/users/me/workspaces');
  const workspaceId = workspace!.id;
  const ids = new Map<Person, string>();
  for (const [person, api] of Object.entries(people)) ids.set(person as Person, (await api<Made>('GET', '/auth/me')).id);

  const make = async (owner: Api, suffix: string, members: Person[] = []): Promise<string> => {
    const { id } = await owner<Made>('POST', '/channels', { workspace_id: workspaceId, name: `${name}${suffix}`, type: 'public' });
    for (const person of members) await owner('POST', `/channels/${id}/members`, { user_id: ids.get(person) });
    return id;
  };
  const channelId = await make(people.owner, '', ['admin', 'moderator', 'member']);
  await people.owner('PUT', `/channels/${channelId}`, { topic: 'Everything for the launch on Thursday · who does what, and by when' });
  const say = (api: Api, content: string, more: object = {}) => api<Made>('POST', `/channels/${channelId}/messages`, { content, ...more });

  const plan = await say(people.admin, 'The plan for **Thursday**:\n\n1. Freeze at 10:00\n2. Build and sign\n3. Release notes, then the announcement\n\n> Nobody deploys on a Friday.');
  await people.owner('PUT', `/messages/${plan.id}/pin`);
  const root = await say(people.member, 'The build fails on my machine only:\n```ts\nconst port = Number(process.env.PORT ?? "8282"); // not set here\nawait listen(port);\n```');
  for (const [api, content] of [
    [people.moderator, 'Is `PORT` an empty string there? That is not `undefined`.'],
    [people.member, 'It is. Thank you!'],
    [people.owner, `Then let us say so in the error, @${known.member.username}.`],
  ] as const) await say(api, content, { thread_id: root.id });
  const draft = await say(people.moderator, 'The draft of the icon, and the numbers:', { file_ids: await filesIn(people.moderator, channelId) });
  await people.owner('POST', `/messages/${draft.id}/reactions`, { emoji: '🎉' });
  await people.admin('POST', `/messages/${draft.id}/reactions`, { emoji: '🎉' });
  await people.member('POST', `/messages/${draft.id}/reactions`, { emoji: '👀' });
  const typo = await say(people.member, 'I shall translate teh page tonight.');
  await people.member('PUT', `/messages/${typo.id}`, { content: 'I shall translate the page tonight. Something like: مرحبًا بالجميع' });
  const mistake = await say(people.admin, 'wrong channel');
  await people.admin('DELETE', `/messages/${mistake.id}`);
  await say(people.owner, `https://example.org/a/path/that/goes/on/${'and-on-'.repeat(16)}to-the-end`);
  await say(people.moderator, `@${known.owner.username} may I announce Kingfisher, or do you?`);
  const last = await say(people.owner, `You do, @${known.moderator.username}. @channel: we are on time 🚀`);

  const empty = await make(people.owner, '-empty');
  const archived = await make(people.owner, '-archived');
  await people.owner('POST', `/channels/${archived}/messages`, { content: 'That was that.' });
  await people.owner('POST', `/channels/${archived}/archive`);
  const foreign = await make(people.admin, '-of-others');
  await people.admin('POST', `/channels/${foreign}/messages`, { content: 'You can read this, and join us.' });
  const unread = await make(people.moderator, '-with-a-name-that-is-much-too-long-for-any-sidebar', ['owner']);
  for (const content of ['One', 'Two', `Three, @${known.owner.username}`]) await people.moderator('POST', `/channels/${unread}/messages`, { content });
  const dm = await people.member<Made>('POST', '/dms', { workspace_id: workspaceId, user_ids: [ids.get('owner')] });
  await people.member('POST', `/channels/${dm.id}/messages`, { content: 'Do you have five minutes for the release notes?' });

  return { workspaceId, channelId, channel: name, root: root.id, last: last.id, empty, archived, foreign, dm: dm.id, unread };
}

async function filesIn(api: Api, channelId: string): Promise<string[]> {
  const files = [
    new File([await readFile(picture)], 'icon-draft.png', { type: 'image/png' }),
    new File(['name;value\n'.repeat(800)], 'numbers-of-the-last-quarter-as-exported-by-the-accounting-department.csv', { type: 'text/csv' }),
  ];
  const ids: string[] = [];
  for (const file of files) {
    const form = new FormData();
    form.append('channel_id', channelId);
    form.append('file', file);
    ids.push((await api<Made>('POST', '/files', form)).id);
  }
  return ids;
}
