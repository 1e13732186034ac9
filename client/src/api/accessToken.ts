// The one place that knows where the access token lives. It will give way to a session in an HttpOnly cookie with the
// token in memory only; until then it stays in localStorage so that a reload keeps you signed in. The refresh token is
// never stored: a script that got in could then use this session for minutes, not for weeks.
const key = 'chatflow.access_token';

export const accessToken = {
  get: (): string | null => localStorage.getItem(key),
  set: (token: string): void => localStorage.setItem(key, token),
  clear: (): void => localStorage.removeItem(key),
};
