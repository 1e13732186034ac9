import { resetAttachments } from './attachmentsStore';
import { useDrafts } from './draftsStore';
import { forgetOpened } from './loading';
import { resetActions } from './messageActions';
import { useMessages } from './messagesStore';
import { resetPeople } from './peopleStore';
import { resetReadings } from './readingStore';
import { forgetRetries } from './sending';
import { resetTyping } from './typing';

/** Another user may sign in next: nothing of this one stays in memory. */
export function resetMessages(): void {
  forgetOpened();
  forgetRetries();
  resetActions();
  resetAttachments();
  resetPeople();
  resetReadings();
  resetTyping();
  useMessages.setState({ channels: {} });
  useDrafts.setState({ userId: null, drafts: {} });
}
