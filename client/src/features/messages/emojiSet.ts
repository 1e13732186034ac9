/** One emoji, with the words it is found by; the last one is its name. */
export interface Emoji {
  emoji: string;
  names: string[];
  category: string;
}

interface Entry {
  n: string[];
  u: string;
}

let loading: Promise<Emoji[]> | null = null;

/** In the language of the page. Large, so that it comes when it is first asked for; a failure is tried again with the next call. */
export function loadEmoji(): Promise<Emoji[]> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<Emoji[]> {
  const { default: set } = await (document.documentElement.lang === 'it'
    ? import('emoji-picker-react/data/emojis-it')
    : import('emoji-picker-react/data/emojis-en'));
  return Object.entries(set.emojis as Record<string, Entry[]>).flatMap(([category, entries]) =>
    entries.map(({ n, u }) => ({ emoji: native(u), names: n, category })),
  );
}

const native = (unified: string): string => String.fromCodePoint(...unified.split('-').map((code) => parseInt(code, 16)));

/** The best first: its own name, then what begins with the words, then what has them in it. */
export function searchEmoji(set: readonly Emoji[], query: string, limit = Infinity): Emoji[] {
  const words = query.toLowerCase().replaceAll('_', ' ').trim();
  if (words === '') return set.slice(0, limit);
  return set
    .map((emoji) => ({ emoji, rank: rankOf(emoji, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, limit)
    .map(({ emoji }) => emoji);
}

function rankOf({ names }: Emoji, words: string): number {
  const lower = names.map((name) => name.toLowerCase());
  if (lower.at(-1) === words) return 4;
  if (lower.includes(words)) return 3;
  if (lower.some((name) => name.startsWith(words))) return 2;
  return lower.some((name) => name.includes(words)) ? 1 : 0;
}
