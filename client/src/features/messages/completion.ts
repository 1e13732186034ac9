/** What stands before the caret asks to be completed: `@na`, `#gen`, `:smi`. */
export interface Trigger {
  kind: '@' | '#' | ':';
  query: string;
  /** Where it begins in the text. */
  start: number;
}

export interface Choice {
  key: string;
  /** What stands in the text in its place. */
  insert: string;
  label: string;
  detail: string | null;
}

const pattern = /(?:^|[\s([])([@#:])([^\s@#:]{0,32})$/u;
/** An emoji is asked for with at least two letters: a colon alone is punctuation. */
const emojiFrom = 2;

export function findTrigger(text: string, caret: number): Trigger | null {
  const match = pattern.exec(text.slice(0, caret));
  const [, kind, query] = match ?? [];
  if (kind === undefined || query === undefined) return null;
  if (kind === ':' && (query.length < emojiFrom || !/^[\p{L}\d+_-]+$/u.test(query))) return null;
  return { kind: kind as Trigger['kind'], query, start: caret - query.length - 1 };
}

/** The text with the choice in it, and where the caret comes to stand. */
export function complete(text: string, caret: number, { start }: Trigger, insert: string): { text: string; caret: number } {
  const after = text.slice(caret);
  const space = after.startsWith(' ') ? '' : ' ';
  return { text: text.slice(0, start) + insert + space + after, caret: start + insert.length + 1 };
}
