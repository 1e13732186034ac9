import { expect } from '@playwright/test';
import { type Api, apiAs, apiWith, type Made } from './api.ts';
import { unique } from './people.ts';
import { linkInMailTo, url } from './running.ts';

export interface Newcomer {
  id: string;
  address: string;
  secret: string;
  name: string;
  api: Api;
}

/** Somebody of whom no other test knows, with a confirmed address, in the demo's workspace. A workspace has room for 30: see `seeOff`. */
export async function newcomer(name: string): Promise<Newcomer> {
  const [address, secret] = [`${unique('new').replace(' ', '-')}@example.test`, 'A-long-enough-1-pass'];
  await post('/auth/register', { email: address, password: secret, display_name: name });
  let link: string | undefined;
  await expect(async () => {
    link = await linkInMailTo(address);
    expect(link).toBeDefined();
  }).toPass();
  await post('/auth/verify-email', { token: new URL(link!).searchParams.get('token') });

  const [owner, api] = [await apiAs('owner'), await apiWith(address, secret)];
  const [workspace] = await owner<Made[]>('GET', '/users/me/workspaces');
  const { token } = await owner<{ token: string }>('POST', `/workspaces/${workspace!.id}/invite`, { max_uses: 1 });
  await api('POST', `/invites/${token}/accept`);
  const general = (await api<(Made & { slug: string })[]>('GET', `/channels?workspace_id=${workspace!.id}`)).find(({ slug }) => slug === 'general');
  const { id } = await api<Made>('GET', '/auth/me');
  await api('POST', `/channels/${general!.id}/members`, { user_id: id });
  return { id, address, secret, name, api };
}

/** Makes room again. Who has erased themself is gone already. */
export async function seeOff({ id }: Newcomer): Promise<void> {
  const owner = await apiAs('owner');
  const [workspace] = await owner<Made[]>('GET', '/users/me/workspaces');
  await owner('DELETE', `/workspaces/${workspace!.id}/members/${id}`).catch((error: unknown) => {
    if (!String(error).includes(' 404 ')) throw error;
  });
}

async function post(path: string, body: object): Promise<void> {
  const response = await fetch(`${url()}/api${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}
