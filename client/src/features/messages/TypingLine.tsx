import { texts } from '@/texts';
import { useConversation } from './conversation';
import { selectTypists, useTyping } from './typing';

/** Has its place also when nobody types: nothing moves when somebody begins. */
export function TypingLine() {
  const { channel, user } = useConversation();
  const typists = useTyping(selectTypists(channel.id));
  const names = Object.entries(typists)
    .filter(([id]) => id !== user.id)
    .map(([, name]) => name);
  return <p className="h-6 shrink-0 truncate px-3 text-sm text-muted sm:px-5">{names.length > 0 && texts.messages.typing(names)}</p>;
}
