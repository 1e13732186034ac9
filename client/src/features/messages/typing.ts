import { create } from 'zustand';
import type { Id, Typist } from '@/api/types';
import { hub } from '@/realtime/hub';

/** Said again this often while one types. */
const sayEvery = 3_000;
/** The server ends it after 6 s without a word; this is for when its word does not come. */
const endsAfter = 7_000;

/** Who is typing, by channel and user. */
export const useTyping = create<{ typists: Readonly<Record<Id, Readonly<Record<Id, string>>>> }>(() => ({ typists: {} }));

const nobody: Readonly<Record<Id, string>> = {};
export const selectTypists =
  (channelId: Id) =>
  ({ typists }: { typists: Readonly<Record<Id, Readonly<Record<Id, string>>>> }): Readonly<Record<Id, string>> =>
    typists[channelId] ?? nobody;

const ends = new Map<string, ReturnType<typeof setTimeout>>();
const said = new Map<Id, number>();

export function typingStarted({ channel_id, user_id, user_name }: Typist): void {
  change(channel_id, (names) => ({ ...names, [user_id]: user_name }));
  const key = `${channel_id}/${user_id}`;
  clearTimeout(ends.get(key));
  ends.set(key, setTimeout(() => typingStopped({ channel_id, user_id }), endsAfter));
}

export function typingStopped({ channel_id, user_id }: Pick<Typist, 'channel_id' | 'user_id'>): void {
  const key = `${channel_id}/${user_id}`;
  clearTimeout(ends.get(key));
  ends.delete(key);
  change(channel_id, (names) => Object.fromEntries(Object.entries(names).filter(([id]) => id !== user_id)));
}

/** One types in this channel. Whether the others hear of it matters to nobody. */
export function sayTyping(channelId: Id): void {
  const last = said.get(channelId) ?? -Infinity;
  if (Date.now() - last < sayEvery) return;
  said.set(channelId, Date.now());
  hub.invoke('typing:start', { channel_id: channelId }).catch(() => undefined);
}

export function sayStopped(channelId: Id): void {
  if (said.delete(channelId)) hub.invoke('typing:stop', { channel_id: channelId }).catch(() => undefined);
}

export function resetTyping(): void {
  for (const timer of ends.values()) clearTimeout(timer);
  ends.clear();
  said.clear();
  useTyping.setState({ typists: {} });
}

function change(channelId: Id, step: (names: Readonly<Record<Id, string>>) => Readonly<Record<Id, string>>): void {
  useTyping.setState(({ typists }) => ({ typists: { ...typists, [channelId]: step(typists[channelId] ?? nobody) } }));
}
