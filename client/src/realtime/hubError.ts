import { ApiError, isErrorCode } from '@/api/errors';

// SignalR hands a refusal over as "An unexpected error occurred invoking 'message:send' on the server. HubException: CODE: text".
const refusal = /HubException: ([A-Z_]+): ([\s\S]*)$/;

/** A refusal by the server keeps its code; everything else means that the hub could not do it now: NETWORK. */
export function readHubError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const [, code = '', message = ''] = refusal.exec(text) ?? [];
  return isErrorCode(code) ? new ApiError(code, message) : new ApiError('NETWORK', text);
}
