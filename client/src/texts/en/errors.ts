export const errors = {
  NETWORK: 'ChatFlow cannot be reached. Check your connection and try again.',
  RATE_LIMITED: 'That was too fast. Please wait a moment.',
  FORBIDDEN: 'You are not allowed to do that.',
  NOT_FOUND: 'It does not exist, or you may not see it.',
  SERVICE_UNAVAILABLE: 'ChatFlow is not available right now. Please try again soon.',
  unexpected: (requestId: string | null) => `Something went wrong.${requestId === null ? '' : ` (Request ${requestId})`}`,
};
