import { countUnsent } from '@/features/messages/messagesStore';
import { signOut } from '@/features/session/sessionStore';
import { texts } from '@/texts';

/** Signs out; first asks, where messages that are not sent yet would be lost by it. */
export function leave(): void {
  const unsent = countUnsent();
  if (unsent === 0 || window.confirm(`${texts.messages.unsentTitle}\n\n${texts.messages.unsentText(unsent)}`)) void signOut();
}
