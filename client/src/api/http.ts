import { accessToken } from './accessToken';
import { ApiError, type ErrorDetail, isErrorCode } from './errors';
import type { Pagination } from './types';

type Query = Record<string, string | number | undefined>;
/** A half-open connection answers nothing; whoever waits for it would wait for minutes. */
const timeout = 30_000;

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

interface Options {
  query?: Query;
  body?: object;
}

interface Meta {
  request_id: string;
  pagination?: Pagination;
}

type Envelope<T> =
  | { success: true; data: T; meta: Meta }
  | { success: false; error: { code: string; message: string; details: ErrorDetail[] | null }; meta: Meta };

export interface Page<T> {
  items: T[];
  pagination: Pagination;
}

let onSessionEnd: (() => void) | null = null;

/** Called whenever the server no longer accepts the token, by whichever request learns it first. */
export function whenSessionEnds(handler: () => void): void {
  onSessionEnd = handler;
}

export async function request<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  return (await send<T>(method, path, options)).data;
}

export async function requestPage<T>(path: string, query: Query): Promise<Page<T>> {
  const { data, meta } = await send<T[]>('GET', path, { query });
  return { items: data, pagination: meta.pagination ?? { limit: data.length } };
}

async function send<T>(method: Method, path: string, { query, body }: Options): Promise<{ data: T; meta: Meta }> {
  const token = accessToken.get();
  const response = await reach(`/api${path}${queryString(query)}`, {
    method,
    signal: AbortSignal.timeout(timeout),
    headers: {
      Accept: 'application/json',
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const envelope = await read<T>(response);
  if (envelope.success) return { data: envelope.data, meta: envelope.meta };

  const { code, message, details } = envelope.error;
  const error = new ApiError(isErrorCode(code) ? code : 'INTERNAL_ERROR', message, {
    status: response.status,
    details: details ?? [],
    requestId: envelope.meta.request_id,
  });
  // A request that was under way while someone else signed in says nothing about the new session.
  if (error.endsSession && token !== null && token === accessToken.get()) onSessionEnd?.();
  throw error;
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    throw new ApiError('NETWORK', String(error));
  }
}

/** What is not our envelope came from something in between: a proxy whose server is gone, a captive portal. */
async function read<T>(response: Response): Promise<Envelope<T>> {
  try {
    const parsed: unknown = await response.json();
    if (typeof parsed === 'object' && parsed !== null && 'success' in parsed) return parsed as Envelope<T>;
  } catch {
    // Falls through: a body that is not JSON, or that broke off, is no answer of ours either.
  }
  throw new ApiError('NETWORK', `No ChatFlow answer (HTTP ${response.status})`, { status: response.status });
}

function queryString(query: Query = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}
