import { addressOf, password, type Person } from './people.ts';
import { url } from './running.ts';

export type Api = <T>(method: string, path: string, body?: object) => Promise<T>;

/** The REST API as a person, for what would take too long to do by hand. */
export const apiAs = (person: Person): Promise<Api> => apiWith(addressOf(person), password);

export async function apiWith(email: string, secret: string): Promise<Api> {
  const headers: Record<string, string> = {};
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const sent = body instanceof FormData ? { headers, body } : { headers: { ...headers, 'Content-Type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}) };
    const response = await fetch(`${url()}/api${path}`, { method, ...sent });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return ((await response.json()) as { data: T }).data;
  };
  const { access_token } = await call<{ access_token: string }>('POST', '/auth/login', { email, password: secret });
  headers.Authorization = `Bearer ${access_token}`;
  return call;
}

export interface Made {
  id: string;
}

export async function createChannel(api: Api, name: string, type: 'public' | 'private'): Promise<Made> {
  const [workspace] = await api<Made[]>('GET', '/users/me/workspaces');
  return api<Made>('POST', '/channels', { workspace_id: workspace!.id, name, type });
}

/** A channel of the owner's, with nothing in it; its id. */
export async function emptyChannel(name: string): Promise<string> {
  return (await createChannel(await apiAs('owner'), name, 'public')).id;
}

/** A public channel of the owner's that these are in as well. */
export async function sharedChannel(name: string, ...people: Person[]): Promise<string> {
  const id = await emptyChannel(name);
  for (const person of people) {
    const api = await apiAs(person);
    const me = await api<Made>('GET', '/auth/me');
    await api('POST', `/channels/${id}/members`, { user_id: me.id });
  }
  return id;
}

/** A channel of the owner's, and of these people, with this many messages, the text ending in the number, from 1. */
export async function channelWith(count: number, name: string, ...people: Person[]): Promise<{ write: (text: string) => Promise<void> }> {
  const id = await sharedChannel(name, ...people);
  const api = await apiAs('owner');
  const write = async (content: string) => void (await api('POST', `/channels/${id}/messages`, { content }));
  for (let number = 1; number <= count; number++) await write(`Message number ${number}`);
  return { write };
}
