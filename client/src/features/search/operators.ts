import type { Suggestion } from '@/ui/SuggestField';

/** People and channels by what somebody began to type of their name. */
export interface Names {
  people: (query: string) => Promise<{ username: string; display_name: string }[]>;
  channels: (query: string) => { slug: string; name: string }[];
}

const most = 8;

/** For the text of a search: goes on where it ends with `from:` or `in:` and the beginning of a name. */
export async function suggestOperator(text: string, names: Names): Promise<Suggestion[]> {
  const [, before, kind, query] = /^(.*(?:^|\s)(from|in):)[@#]?([^\s"]*)$/isu.exec(text) ?? [];
  if (before === undefined || kind === undefined || query === undefined) return [];
  const found = await (kind.toLowerCase() === 'from' ? suggestPeople(query, names) : Promise.resolve(suggestChannels(query, names)));
  return found.map((one) => ({ ...one, value: `${before}${one.value} ` }));
}

export async function suggestPeople(text: string, names: Names): Promise<Suggestion[]> {
  const found = await names.people(text.replace(/^@/, ''));
  return found.slice(0, most).map(({ username, display_name }) => ({ value: `@${username}`, label: display_name, detail: `@${username}` }));
}

export function suggestChannels(text: string, names: Names): Suggestion[] {
  return names
    .channels(text.replace(/^#/, '').toLowerCase())
    .slice(0, most)
    .map(({ slug, name }) => ({ value: `#${slug}`, label: `#${name}`, detail: null }));
}
