import { describe, expect, it } from 'vitest';
import { readHubError } from './hubError';

const wrapped = (text: string) => new Error(`An unexpected error occurred invoking 'message:send' on the server. HubException: ${text}`);

describe('readHubError', () => {
  it('finds the code behind what SignalR puts before it', () => {
    expect(readHubError(wrapped('FORBIDDEN: You are not a member.'))).toMatchObject({ code: 'FORBIDDEN', message: 'You are not a member.' });
  });

  it('keeps colons and line breaks of the text', () => {
    expect(readHubError(wrapped('UNPROCESSABLE: a: b\nc')).message).toBe('a: b\nc');
  });

  it.each([
    ['a lost connection', new Error('Invocation canceled due to the underlying connection being closed.')],
    ['a server fault without a code', new Error("An unexpected error occurred invoking 'message:send' on the server.")],
    ['a code that the contract does not have', wrapped('WHATEVER: x')],
    ['what is not even an error', 'gone'],
  ])('takes %s for a reason to use the other way', (_, error) => {
    expect(readHubError(error).code).toBe('NETWORK');
  });
});
