import { create } from 'zustand';
import { accessToken } from '@/api/accessToken';
import * as api from '@/api/auth';
import { asApiError } from '@/api/errors';
import type { User } from '@/api/types';

interface SessionState {
  /** `unknown`: there is a token, and the server has not said yet whose. */
  status: 'unknown' | 'signed-out' | 'signed-in' | 'unreachable';
  user: User | null;
  /** Who ended the last session. The login page says so, and after the server did it, leads back to where one was. */
  endedBy: 'server' | 'user' | null;
}

const signedOut: SessionState = { status: 'signed-out', user: null, endedBy: null };

export const useSession = create<SessionState>(() => (accessToken.get() === null ? signedOut : { ...signedOut, status: 'unknown' }));
const { getState, setState } = useSession;

/** After a reload: the token is there, the user is not. */
export async function restoreSession(): Promise<void> {
  if (accessToken.get() === null) return;
  setState({ status: 'unknown' });
  try {
    setState({ status: 'signed-in', user: await api.me() });
  } catch (error) {
    if (!asApiError(error).endsSession) setState({ status: 'unreachable' });
  }
}

/** Asks the server whether it still knows us; `false` when it does not answer at all. Its 401 ends the session by itself. */
export async function checkSession(): Promise<boolean> {
  if (getState().status !== 'signed-in') return true;
  try {
    await api.me();
    return true;
  } catch (error) {
    return asApiError(error).code !== 'NETWORK';
  }
}

export async function signIn(email: string, password: string): Promise<void> {
  const { access_token, user } = await api.login(email, password);
  accessToken.set(access_token);
  setState({ status: 'signed-in', user, endedBy: null });
}

export async function signOut(): Promise<void> {
  // Out here at once, whatever the server says: on a shared machine the click has to be enough.
  const told = api.logout().catch(() => undefined);
  accessToken.clear();
  setState({ ...signedOut, endedBy: 'user' });
  await told;
}

export function sessionEnded(): void {
  accessToken.clear();
  setState({ ...signedOut, endedBy: 'server' });
}

export const register = api.register;

const verifications = new Map<string, Promise<unknown>>();

/** A link works once, so it is used once, however often the page renders. */
export function verifyEmail(token: string): Promise<unknown> {
  const verification = verifications.get(token) ?? api.verifyEmail(token);
  verifications.set(token, verification);
  return verification;
}
