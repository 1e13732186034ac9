export interface ErrorDetail {
  field: string;
  constraint: string;
  message: string;
}

/** The contract's codes, and one of our own: NETWORK, where no answer came or none that ChatFlow could have given. */
const codes = [
  'INVALID_REQUEST',
  'UNAUTHORIZED',
  'TOKEN_EXPIRED',
  'TOKEN_INVALID',
  'INVALID_CREDENTIALS',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'UNPROCESSABLE',
  'RATE_LIMITED',
  'INTERNAL_ERROR',
  'DATABASE_ERROR',
  'SERVICE_UNAVAILABLE',
  'NETWORK',
] as const;

export type ErrorCode = (typeof codes)[number];

export function isErrorCode(text: string): text is ErrorCode {
  return (codes as readonly string[]).includes(text);
}

interface ErrorContext {
  status?: number;
  details?: ErrorDetail[];
  requestId?: string | null;
}

export class ApiError extends Error {
  readonly code: ErrorCode;
  /** 0 where there was no HTTP answer: the network, or the hub. */
  readonly status: number;
  readonly details: ErrorDetail[];
  readonly requestId: string | null;

  constructor(code: ErrorCode, message: string, context: ErrorContext = {}) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = context.status ?? 0;
    this.details = context.details ?? [];
    this.requestId = context.requestId ?? null;
  }

  /** The session is over: nothing but signing in again helps. A wrong password is not that. */
  get endsSession(): boolean {
    return this.code === 'UNAUTHORIZED' || this.code === 'TOKEN_EXPIRED' || this.code === 'TOKEN_INVALID';
  }

  /** The same request may well succeed later, and nothing says that it was wrong. */
  get isTransient(): boolean {
    return this.code === 'NETWORK' || this.code === 'SERVICE_UNAVAILABLE' || this.code === 'RATE_LIMITED';
  }
}

export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError('INTERNAL_ERROR', String(error));
}
