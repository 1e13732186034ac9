import { forgetOpened } from './loading';
import { useDrafts } from './draftsStore';
import { useMessages } from './messagesStore';
import { forgetRetries } from './sending';

/** Another user may sign in next: nothing of this one stays in memory. */
export function resetMessages(): void {
  forgetOpened();
  forgetRetries();
  useMessages.setState({ channels: {} });
  useDrafts.setState({ userId: null, drafts: {} });
}
