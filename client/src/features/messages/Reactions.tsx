import { useMemo } from 'react';
import type { Id, Message, Reaction } from '@/api/types';
import { texts } from '@/texts';
import { useConversation } from './conversation';
import { toggleReaction } from './messageActions';
import { meet, usePeople } from './peopleStore';

/** So many are named; of more it is said how many. */
const named = 8;

export function Reactions({ message }: { message: Message }) {
  const { user, canWrite } = useConversation();
  return (
    <ul className="flex flex-wrap gap-1 py-1" aria-label={texts.messages.reactions}>
      {message.reactions.map((reaction) => (
        <li key={reaction.emoji}>
          <Chip reaction={reaction} userId={user.id} isEnabled={canWrite} onToggle={() => void toggleReaction(message, reaction.emoji, user.id)} />
        </li>
      ))}
    </ul>
  );
}

function Chip({ reaction, userId, isEnabled, onToggle }: { reaction: Reaction; userId: Id; isEnabled: boolean; onToggle: () => void }) {
  const { emoji, count, user_ids } = reaction;
  const isMine = user_ids.includes(userId);
  const who = useNames(user_ids, userId);
  return (
    <button
      type="button"
      disabled={!isEnabled}
      aria-pressed={isMine}
      aria-label={texts.messages.reaction(emoji, who)}
      title={texts.messages.reaction(emoji, who)}
      onPointerEnter={() => meet(user_ids.slice(0, named))}
      onFocus={() => meet(user_ids.slice(0, named))}
      onClick={onToggle}
      className={`flex min-h-6 items-center gap-1 rounded-full border px-2 text-sm tabular-nums ${isMine ? 'border-accent bg-selected' : 'border-line bg-side enabled:hover:border-line-strong'}`}
    >
      <span aria-hidden="true">{emoji}</span>
      {count}
    </button>
  );
}

function useNames(ids: readonly Id[], ownId: Id): string {
  const people = usePeople((state) => state.people);
  return useMemo(() => {
    const known = ids.slice(0, named).map((id) => (id === ownId ? texts.messages.you : people[id]?.display_name));
    const names = known.filter((name) => name !== undefined);
    const others = ids.length - names.length;
    return names.length === 0 ? texts.messages.people(others) : [...names, ...(others > 0 ? [texts.messages.others(others)] : [])].join(', ');
  }, [ids, ownId, people]);
}
