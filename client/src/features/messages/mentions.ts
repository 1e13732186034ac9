import type { Id } from '@/api/types';

export interface MentionContext {
  /** Whom the server found mentioned; without any, an @ is text. */
  mentioned: readonly Id[];
  ownId: Id;
  ownUsername: string;
}

export interface TextPiece {
  text: string;
  mention: 'none' | 'other' | 'me';
}

/** Not inside a word or an address; a dot behind the name ends the sentence. */
const name = /(?<![\p{L}\p{N}_@.-])@([a-z0-9][a-z0-9._-]*[a-z0-9_-]|[a-z0-9])/giu;
const everybody = new Set(['channel', 'here']);

/** A text cut where somebody is mentioned in it. */
export function piecesOf(text: string, { mentioned, ownId, ownUsername }: MentionContext): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(name)) {
    const called = (match[1] ?? '').toLowerCase();
    const isMe = everybody.has(called) || (called === ownUsername.toLowerCase() && mentioned.includes(ownId));
    if (!isMe && mentioned.length === 0) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), mention: 'none' });
    pieces.push({ text: match[0], mention: isMe ? 'me' : 'other' });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), mention: 'none' });
  return pieces;
}
