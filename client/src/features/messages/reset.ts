import { forgetOpened } from './loading';
import { useMessages } from './messagesStore';
import { forgetRetries } from './sending';

/** Another user may sign in next: nothing of this one stays in memory. */
export function resetMessages(): void {
  forgetOpened();
  forgetRetries();
  useMessages.setState({ channels: {} });
}
