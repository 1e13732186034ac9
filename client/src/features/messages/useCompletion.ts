import { useEffect, useState } from 'react';
import type { Id } from '@/api/types';
import { usePreferences } from '@/ui/preferences';
import { texts } from '@/texts';
import { type Choice, findTrigger, type Trigger } from './completion';
import { useConversation } from './conversation';
import { inTone, loadEmoji, searchEmoji } from './emojiSet';
import { findMembers } from './peopleStore';

const most = 8;

interface Offer {
  trigger: Trigger;
  choices: Choice[];
}

/** What the text before the caret could become; null when there is nothing to offer. */
export function useCompletion(text: string, caret: number | null): Offer | null {
  const { channel, channels, canModerate, user } = useConversation();
  const [offer, setOffer] = useState<(Offer & { at: string }) | null>(null);
  const trigger = caret === null ? null : findTrigger(text, caret);
  const at = trigger === null ? null : `${trigger.kind}${trigger.start} ${trigger.query}`;

  useEffect(() => {
    if (trigger === null || at === null) return;
    let isOld = false;
    const find = {
      '@': () => people(channel.workspace_id, trigger.query, user.id, canModerate),
      '#': () => Promise.resolve(channelsLike(channels, trigger.query)),
      ':': () => emojiLike(trigger.query),
    }[trigger.kind];
    find().then(
      (choices) => {
        if (!isOld) setOffer({ trigger, choices, at });
      },
      () => undefined,
    );
    return () => {
      isOld = true;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the trigger is new with every key, and `at` says what it is
  }, [at, channel.workspace_id, channels, user.id, canModerate]);

  return offer !== null && offer.at === at && offer.choices.length > 0 ? offer : null;
}

async function people(workspaceId: Id, query: string, ownId: Id, mayCallAll: boolean): Promise<Choice[]> {
  const everybody = mayCallAll
    ? [
        { key: '@channel', insert: '@channel', label: '@channel', detail: texts.messages.everybody },
        { key: '@here', insert: '@here', label: '@here', detail: texts.messages.everybodyHere },
      ].filter(({ insert }) => insert.startsWith(`@${query.toLowerCase()}`))
    : [];
  const found = (await findMembers(workspaceId, query)).filter(({ id }) => id !== ownId);
  const members = found.map((person) => ({
    key: person.id,
    insert: `@${person.username}`,
    label: person.display_name,
    detail: `@${person.username}`,
  }));
  return [...members.slice(0, most - everybody.length), ...everybody];
}

function channelsLike(channels: readonly { id: Id; name: string; slug: string }[], query: string): Choice[] {
  const wanted = query.toLowerCase();
  return channels
    .filter(({ name, slug }) => name.toLowerCase().includes(wanted) || slug.includes(wanted))
    .sort((a, b) => Number(b.slug.startsWith(wanted)) - Number(a.slug.startsWith(wanted)) || a.name.localeCompare(b.name))
    .slice(0, most)
    .map(({ id, name, slug }) => ({ key: id, insert: `#${slug}`, label: `#${name}`, detail: null }));
}

async function emojiLike(query: string): Promise<Choice[]> {
  const found = searchEmoji(await loadEmoji(), query, most);
  const { skinTone } = usePreferences.getState();
  return found.map((one) => {
    const emoji = inTone(one, skinTone);
    return { key: emoji, insert: emoji, label: emoji, detail: one.names.at(-1) ?? null };
  });
}
