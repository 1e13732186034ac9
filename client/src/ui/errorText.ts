import { asApiError } from '@/api/errors';
import { texts } from '@/texts';

/** What to tell the user. The server's own words are used where they say what to do differently. */
export function errorText(error: unknown): string {
  const { code, message, details, requestId } = asApiError(error);
  switch (code) {
    case 'INVALID_REQUEST':
      return details.map((detail) => detail.message).join(' ') || message;
    case 'CONFLICT':
    case 'UNPROCESSABLE':
      return message;
    case 'NETWORK':
    case 'RATE_LIMITED':
    case 'FORBIDDEN':
    case 'NOT_FOUND':
    case 'SERVICE_UNAVAILABLE':
      return texts.errors[code];
    default:
      return texts.errors.unexpected(requestId);
  }
}
