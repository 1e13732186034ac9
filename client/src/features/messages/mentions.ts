import { useEffect, useMemo } from 'react';
import type { Id } from '@/api/types';
import { useConversation } from './conversation';
import { messagesOf } from './messagesStore';
import { meet, usePeople } from './peopleStore';

export interface MentionContext {
  /** The user names of those whom the server found mentioned, in lower case: any other @ is text. */
  names: ReadonlySet<string>;
  /** One's own, in lower case. */
  ownName: string;
}

export interface TextPiece {
  text: string;
  mention: 'none' | 'other' | 'me';
}

/** Not inside a word or an address. */
const call = /(?<![\p{L}\p{N}_@.-])@([a-z0-9._-]+)/giu;
const everybody = new Set(['channel', 'here']);

/** A text cut where somebody is mentioned in it. */
export function piecesOf(text: string, { names, ownName }: MentionContext): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(call)) {
    const called = nameIn((match[1] ?? '').toLowerCase(), names);
    if (called === null) continue;
    const to = match.index + 1 + called.length;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), mention: 'none' });
    pieces.push({ text: text.slice(match.index, to), mention: everybody.has(called) || called === ownName ? 'me' : 'other' });
    from = to;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), mention: 'none' });
  return pieces;
}

/** As on the server: "ask @milo." means "milo." if somebody is called that, and else "milo". */
function nameIn(called: string, names: ReadonlySet<string>): string | null {
  for (let name = called; name !== ''; name = name.slice(0, -1)) {
    if (names.has(name) || everybody.has(name)) return name;
    if (!/[._-]$/.test(name)) return null;
  }
  return null;
}

/** Who is called by a message: the server says their ids, and their names are asked for where nobody here knows them. */
export function useMentions(mentioned: readonly Id[]): MentionContext {
  const { channel, user } = useConversation();
  const known = usePeople(({ people }) => mentioned.map((id) => (id === user.id ? user.username : (people[id]?.username ?? ''))).join(' '));

  useEffect(() => {
    const others = mentioned.filter((id) => id !== user.id);
    if (others.length > 0) meet(others, messagesOf(channel.id).timeline.messages);
  }, [mentioned, channel.id, user.id]);

  return useMemo(
    () => ({ names: new Set(known.toLowerCase().split(' ').filter((name) => name !== '')), ownName: user.username.toLowerCase() }),
    [known, user.username],
  );
}
