/** One emoji, with the words it is found by; the last one is its name. */
export interface Emoji {
  emoji: string;
  names: string[];
  category: string;
  /** The same in the five tones of skin, from light to dark; empty where there is no skin. */
  tones: readonly string[];
}

/** Of the data: names, code points, and the variations there are. */
interface Entry {
  n: string[];
  u: string;
  v?: string[];
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
    entries.map(({ n, u, v = [] }) => ({ emoji: native(u), names: n, category, tones: tonesOf(v) })),
  );
}

const modifiers = ['1f3fb', '1f3fc', '1f3fd', '1f3fe', '1f3ff'];

/** Of two people there are variations for each pair of tones: here both have the same. */
function tonesOf(variations: readonly string[]): string[] {
  const isIn = (tone: string) => (variation: string) => variation.split('-').every((code) => code === tone || !modifiers.includes(code));
  const found = modifiers.map((tone) => variations.find(isIn(tone)));
  return found.every((one) => one !== undefined) ? found.map(native) : [];
}

/** `tone` from 1 to 5; 0, and what has no skin, is the emoji as it is. */
export const inTone = ({ emoji, tones }: Emoji, tone: number): string => tones[tone - 1] ?? emoji;

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
