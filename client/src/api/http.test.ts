// @vitest-environment happy-dom

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { accessToken, csrfToken, forgetTokens } from './accessToken';
import { ApiError } from './errors';
import { request, requestPage, whenSessionEnds } from './http';

const meta = { request_id: 'r-1', timestamp: '2025-11-19T14:30:45.123Z' };

function answer(status: number, body: unknown) {
  const fetch = vi.fn().mockImplementation(() => Promise.resolve(new Response(JSON.stringify(body), { status })));
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

const refusal = (code: string) => ({ success: false, error: { code, message: 'no', details: [] }, meta });

async function failure(call: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await call.catch((e: unknown) => e);
  if (!(error instanceof ApiError)) throw new Error('expected an ApiError');
  return error;
}

beforeEach(forgetTokens);
afterEach(() => vi.unstubAllGlobals());

describe('request', () => {
  it('takes the data out of the envelope and sends the token', async () => {
    accessToken.set('t-1', 3600);
    const fetch = answer(200, { success: true, data: { id: 'u' }, meta });

    expect(await request('GET', '/auth/me', { query: { a: 'x y', b: undefined } })).toEqual({ id: 'u' });

    const headers = { Accept: 'application/json', Authorization: 'Bearer t-1' };
    expect(fetch).toHaveBeenCalledWith('/api/auth/me?a=x+y', expect.objectContaining({ method: 'GET', headers }));
  });

  it('turns a refusal into an ApiError with code, status, details and request id', async () => {
    const details = [{ field: 'email', constraint: 'format', message: 'Not an address' }];
    answer(400, { success: false, error: { code: 'INVALID_REQUEST', message: 'bad', details }, meta });

    expect(await failure(request('POST', '/auth/register', { body: {} }))).toMatchObject({
      code: 'INVALID_REQUEST',
      message: 'bad',
      status: 400,
      details,
      requestId: 'r-1',
    });
  });

  it('calls it NETWORK when nothing answers, and when the answer is not ours', async () => {
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('Failed to fetch')));
    expect((await failure(request('GET', '/x'))).code).toBe('NETWORK');

    vi.stubGlobal('fetch', vi.fn().mockResolvedValue(new Response('<h1>Bad gateway</h1>', { status: 502 })));
    expect(await failure(request('GET', '/x'))).toMatchObject({ code: 'NETWORK', status: 502 });
  });

  it('gives the page with its cursors', async () => {
    answer(200, { success: true, data: [1, 2], meta: { ...meta, pagination: { limit: 2, next_cursor: '7' } } });
    expect(await requestPage('/x', {})).toEqual({ items: [1, 2], pagination: { limit: 2, next_cursor: '7' } });
  });
});

describe('the end of the session', () => {
  const ended = vi.fn();
  beforeEach(() => {
    ended.mockClear();
    whenSessionEnds(ended);
  });

  it.each(['UNAUTHORIZED', 'TOKEN_EXPIRED', 'TOKEN_INVALID'])('is announced on %s', async (code) => {
    accessToken.set('t-1', 3600);
    answer(401, refusal(code));
    await failure(request('GET', '/x'));
    expect(ended).toHaveBeenCalledOnce();
  });

  it('is not announced for a wrong password or without a token', async () => {
    answer(401, refusal('UNAUTHORIZED'));
    await failure(request('GET', '/x'));
    accessToken.set('t-1', 3600);
    answer(401, refusal('INVALID_CREDENTIALS'));
    await failure(request('POST', '/auth/login', { body: {} }));
    expect(ended).not.toHaveBeenCalled();
  });

  it('is not announced when the token was replaced meanwhile', async () => {
    accessToken.set('old', 3600);
    vi.stubGlobal('fetch', () => {
      accessToken.set('new', 3600);
      return Promise.resolve(new Response(JSON.stringify(refusal('TOKEN_EXPIRED')), { status: 401 }));
    });
    await failure(request('GET', '/x'));
    expect(ended).not.toHaveBeenCalled();
  });
});

describe('an access token that ended', () => {
  const login = { access_token: 'new', token_type: 'Bearer', expires_in: 3600, refresh_token: null, csrf_token: 'c-2', user: { id: 'u' } };

  /** Answers a refresh with new tokens, and anything else by the token it came with. */
  function server(good: string) {
    const fetch = vi.fn((url: string, { headers }: { headers: Record<string, string> }) => {
      const body = url === '/api/auth/refresh' ? { success: true, data: login, meta }
        : headers.Authorization === `Bearer ${good}` ? { success: true, data: 'ok', meta } : refusal('TOKEN_EXPIRED');
      return Promise.resolve(new Response(JSON.stringify(body), { status: body.success ? 200 : 401 }));
    });
    vi.stubGlobal('fetch', fetch);
    return fetch;
  }

  const refreshes = (fetch: ReturnType<typeof server>) => fetch.mock.calls.filter(([url]) => url === '/api/auth/refresh');

  it.each([
    ['there is none in this tab', () => undefined],
    ['it ends within the minute', () => accessToken.set('old', 30)],
    ['the server says that it ended', () => accessToken.set('old', 3600)],
  ])('is replaced when %s, with the CSRF token, once for all who ask', async (_, arrange) => {
    csrfToken.set('c-1');
    arrange();
    const fetch = server('new');

    expect(await Promise.all([request('GET', '/a'), request('GET', '/b'), request('GET', '/c')])).toEqual(['ok', 'ok', 'ok']);

    expect(refreshes(fetch)).toHaveLength(1);
    expect(refreshes(fetch)[0]?.[1].headers).toMatchObject({ 'X-CSRF-Token': 'c-1' });
    expect(csrfToken.get()).toBe('c-2');
  });

  it('ends the session when the refresh is refused, and not when the network fails', async () => {
    const ended = vi.fn();
    whenSessionEnds(ended);
    csrfToken.set('c-1');
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('Failed to fetch')));
    expect((await failure(request('GET', '/a'))).code).toBe('NETWORK');
    expect(ended).not.toHaveBeenCalled();

    answer(401, refusal('TOKEN_INVALID'));
    await failure(request('GET', '/a'));
    expect(ended).toHaveBeenCalledOnce();
  });
});
