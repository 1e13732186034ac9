import { create } from 'zustand';
import { forgetTokens, hasSession } from '@/api/accessToken';
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

export const useSession = create<SessionState>(() => (hasSession() ? { ...signedOut, status: 'unknown' } : signedOut));
const { getState, setState } = useSession;

/** After a reload, or in a new tab: there is a session, and the user is not known yet. */
export async function restoreSession(): Promise<void> {
  if (!hasSession()) return;
  setState({ status: 'unknown' });
  try {
    setState({ status: 'signed-in', user: await api.me() });
  } catch (error) {
    if (!asApiError(error).endsSession) setState({ status: 'unreachable' });
  }
}

/** As the server has it. Throws what the request was refused with. */
export async function refreshUser(): Promise<User> {
  const user = await api.me();
  userChanged(user);
  return user;
}

/** The same person, with another name or picture. */
export function userChanged(user: User): void {
  if (getState().user?.id === user.id) setState({ user });
}

/** With the server out of reach: who was signed in here last, until it says otherwise. */
export function withoutServer(user: User): void {
  if (getState().status === 'unreachable') setState({ status: 'signed-in', user });
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
  const { user } = await api.login(email, password);
  setState({ status: 'signed-in', user, endedBy: null });
}

export async function signOut(): Promise<void> {
  // Out here at once, whatever the server says: on a shared machine the click has to be enough.
  const told = api.logout().catch(() => undefined);
  forgetTokens();
  setState({ ...signedOut, endedBy: 'user' });
  await told;
}

export function sessionEnded(): void {
  forgetTokens();
  setState({ ...signedOut, endedBy: 'server' });
}

export const { forgotPassword, register, resendVerification, resetPassword } = api;

const verifications = new Map<string, Promise<unknown>>();

/** A link works once, so it is used once, however often the page renders. */
export function verifyEmail(token: string): Promise<unknown> {
  const verification = verifications.get(token) ?? api.verifyEmail(token);
  verifications.set(token, verification);
  return verification;
}
