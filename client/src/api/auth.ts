import { keepTokens } from './freshToken';
import { request } from './http';
import type { Login, User } from './types';

export interface Registration {
  email: string;
  password: string;
  display_name: string;
}

export const register = (body: Registration) => request<User>('POST', '/auth/register', { body });
export const verifyEmail = (token: string) => request<User>('POST', '/auth/verify-email', { body: { token } });

/** The refresh token goes into a cookie that no script can read. */
export async function login(email: string, password: string): Promise<Login> {
  const answer = await request<Login>('POST', '/auth/login', { body: { email, password, session: 'cookie' } });
  keepTokens(answer);
  return answer;
}

/** Both say nothing about whether anybody has this address. */
export const forgotPassword = (email: string) => request<unknown>('POST', '/auth/forgot-password', { body: { email } });
export const resendVerification = (email: string) => request<unknown>('POST', '/auth/resend-verification', { body: { email } });
export const resetPassword = (token: string, password: string) =>
  request<unknown>('POST', '/auth/reset-password', { body: { token, password } });
export const logout = () => request<unknown>('POST', '/auth/logout');
export const me = () => request<User>('GET', '/auth/me');
