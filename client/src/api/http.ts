import { accessToken, csrfToken } from './accessToken';
import { type Answer, call, callForFile, type CallOptions, type Method, type Query } from './call';
import { asApiError } from './errors';
import { freshToken } from './freshToken';
import type { Pagination } from './types';

export interface Page<T> {
  items: T[];
  pagination: Pagination;
}

let onSessionEnd: (() => void) | null = null;

/** Called whenever the server no longer accepts us, by whichever request learns it first. */
export function whenSessionEnds(handler: () => void): void {
  onSessionEnd = handler;
}

export async function request<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
  return (await send<T>(method, path, options)).data;
}

export async function requestPage<T>(path: string, query: Query): Promise<Page<T>> {
  const { data, meta } = await send<T[]>('GET', path, { query });
  return { items: data, pagination: meta.pagination ?? { limit: data.length } };
}

/** The token to connect with; empty when nobody is signed in, which the server then says. */
export async function tokenForHub(): Promise<string> {
  return (await watched(freshToken)) ?? '';
}

/** What stands behind this path, as it is: no envelope around it. */
export async function requestFile(path: string): Promise<Blob> {
  return authorised((token) => callForFile(path, withToken({}, token)));
}

function send<T>(method: Method, path: string, options: CallOptions): Promise<Answer<T>> {
  return authorised((token) => call<T>(method, path, withToken(options, token)));
}

async function authorised<T>(work: (token: string | null) => Promise<T>): Promise<T> {
  return watched(async () => {
    const token = await freshToken();
    try {
      return await work(token);
    } catch (error) {
      // The server's clock is ahead of ours: a new token, once.
      if (asApiError(error).code !== 'TOKEN_EXPIRED' || csrfToken.get() === null) throw error;
      // Another request may have got a new one already.
      if (token === accessToken.get()) accessToken.clear();
      return work(await freshToken());
    }
  });
}

function withToken(options: CallOptions, token: string | null): CallOptions {
  return token === null ? options : { ...options, headers: { Authorization: `Bearer ${token}` } };
}

/** Tells of the end of the session, unless somebody signed in anew while the request was under way. */
async function watched<T>(work: () => Promise<T>): Promise<T> {
  const before = accessToken.get() ?? csrfToken.get();
  try {
    return await work();
  } catch (error) {
    const after = accessToken.get() ?? csrfToken.get();
    if (asApiError(error).endsSession && before !== null && before === after) onSessionEnd?.();
    throw error;
  }
}
