// The one place that knows where tokens live. The refresh token is in an HttpOnly cookie, where no script ever sees it. The
// access token stays with this tab, so that a reload needs no new one. The CSRF token is shared by all tabs: it is no secret
// by itself, and its being there says that there is a session to take up.
const accessKey = 'chatflow.access_token';
const csrfKey = 'chatflow.csrf_token';

/** Asked for anew this long before it ends, so that no request is refused for a clock that is a little off. */
const margin = 60_000;

interface Held {
  token: string;
  expiresAt: number;
}

export const accessToken = {
  get: (): string | null => held()?.token ?? null,
  /** Null when there is none, or when it ends within the minute. */
  getFresh: (): string | null => {
    const current = held();
    return current !== null && current.expiresAt - margin > Date.now() ? current.token : null;
  },
  set: (token: string, expiresIn: number): void =>
    sessionStorage.setItem(accessKey, JSON.stringify({ token, expiresAt: Date.now() + expiresIn * 1000 } satisfies Held)),
  clear: (): void => sessionStorage.removeItem(accessKey),
};

export const csrfToken = {
  get: (): string | null => localStorage.getItem(csrfKey),
  set: (token: string): void => localStorage.setItem(csrfKey, token),
  clear: (): void => localStorage.removeItem(csrfKey),
};

/** Another tab of this browser has signed out: it says so here at once, whether or not the server can be reached. */
export function whenSignedOutElsewhere(handler: () => void): void {
  window.addEventListener('storage', ({ key }) => {
    if ((key === csrfKey || key === null) && csrfToken.get() === null) handler();
  });
}

/** Signed in, as far as this browser knows. */
export const hasSession = (): boolean => accessToken.get() !== null || csrfToken.get() !== null;

export function forgetTokens(): void {
  accessToken.clear();
  csrfToken.clear();
}

function held(): Held | null {
  const text = sessionStorage.getItem(accessKey);
  return text === null ? null : (JSON.parse(text) as Held);
}
