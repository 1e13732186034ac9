import { accessToken, csrfToken } from './accessToken';
import { call } from './call';
import type { Login } from './types';

let refreshing: Promise<string> | null = null;

/**
 * A token that the next request can use: the one held, or a new one from the cookie; null when nobody is signed in.
 * Throws what the refresh was refused with.
 */
export function freshToken(): Promise<string | null> {
  const fresh = accessToken.getFresh();
  if (fresh !== null || csrfToken.get() === null) return Promise.resolve(fresh ?? accessToken.get());
  refreshing ??= oneAtATime(refresh).finally(() => (refreshing = null));
  return refreshing;
}

async function refresh(): Promise<string> {
  const csrf = csrfToken.get() ?? '';
  const { data } = await call<Login>('POST', '/auth/refresh', { headers: { 'X-CSRF-Token': csrf } });
  keepTokens(data);
  return data.access_token;
}

export function keepTokens({ access_token, expires_in, csrf_token }: Login): void {
  accessToken.set(access_token, expires_in);
  if (csrf_token !== null) csrfToken.set(csrf_token);
}

/** A refresh token is good once, and all tabs have the same one: two at once would look like a theft, and end the session. */
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  // Without TLS, other than on localhost, browsers have no locks, and keep no Secure cookie either.
  const locks = navigator.locks as LockManager | null | undefined;
  return locks ? locks.request('chatflow.refresh', work) : work();
}
