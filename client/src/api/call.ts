import { ApiError, type ErrorDetail, isErrorCode } from './errors';
import type { Pagination } from './types';

export type Query = Record<string, string | number | undefined>;
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface CallOptions {
  query?: Query;
  body?: object;
  headers?: Record<string, string>;
}

interface Meta {
  request_id: string;
  pagination?: Pagination;
}

type Envelope<T> =
  | { success: true; data: T; meta: Meta }
  | { success: false; error: { code: string; message: string; details: ErrorDetail[] | null }; meta: Meta };

export interface Answer<T> {
  data: T;
  meta: Meta;
}

/** A half-open connection answers nothing; whoever waits for it would wait for minutes. */
const timeout = 30_000;

/** One request, as it is: no token, no second try. Throws an ApiError for everything but success. */
export async function call<T>(method: Method, path: string, { query, body, headers }: CallOptions): Promise<Answer<T>> {
  // Of a form the browser says the type itself, as only it knows the boundary.
  const isJson = body !== undefined && !(body instanceof FormData);
  const response = await reach(`/api${path}${queryString(query)}`, {
    method,
    signal: AbortSignal.timeout(timeout),
    headers: { Accept: 'application/json', ...headers, ...(isJson ? { 'Content-Type': 'application/json' } : {}) },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  return open(response, await read<T>(response));
}

/** As `call`, for an answer that is a file when it succeeds. */
export async function callForFile(path: string, { headers }: CallOptions, base = '/api'): Promise<Blob> {
  const response = await reach(`${base}${path}`, { signal: AbortSignal.timeout(timeout), ...(headers ? { headers } : {}) });
  if (!response.ok) open(response, await read<never>(response));
  return response.blob();
}

function open<T>(response: Response, envelope: Envelope<T>): Answer<T> {
  if (envelope.success) return { data: envelope.data, meta: envelope.meta };
  const { code, message, details } = envelope.error;
  throw new ApiError(isErrorCode(code) ? code : 'INTERNAL_ERROR', message, {
    status: response.status,
    details: details ?? [],
    requestId: envelope.meta.request_id,
  });
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
