import { create } from 'zustand';
import type { Id } from '@/api/types';

// What is being written, by place: a channel, a thread of it, or an edit of a message in it. Each draft has a key of its own in the browser, so that two
// tabs do not write over each other's, and is kept for its user until it is sent or they sign out.

type Place = string;

interface DraftsState {
  userId: Id | null;
  drafts: Readonly<Record<Place, string>>;
}

export const useDrafts = create<DraftsState>(() => ({ userId: null, drafts: {} }));

export const placeOf = (channelId: Id, rootId: Id | null): Place => (rootId === null ? channelId : `${channelId}/${rootId}`);

const edits = '/edit/';
export const editPlaceOf = (channelId: Id, messageId: Id): Place => channelId + edits + messageId;

/** For components: `useDrafts(selectDraft(place))`. */
export const selectDraft =
  (place: Place) =>
  ({ drafts }: DraftsState): string =>
    drafts[place] ?? '';

/** The channels in which a message was begun and not sent, also in a thread. */
export const draftChannels = (drafts: DraftsState['drafts']): ReadonlySet<Id> =>
  new Set(Object.entries(drafts).flatMap(([place, text]) => (text.trim() === '' || place.includes(edits) ? [] : (place.split('/')[0] ?? []))));

const prefix = (userId: Id): string => `chatflow.draft.${userId}.`;

export function loadDrafts(userId: Id): void {
  const own = Object.keys(localStorage).filter((key) => key.startsWith(prefix(userId)));
  const drafts = Object.fromEntries(own.map((key) => [key.slice(prefix(userId).length), localStorage.getItem(key) ?? '']));
  useDrafts.setState({ userId, drafts });
}

export function setDraft(place: Place, text: string): void {
  const { userId, drafts } = useDrafts.getState();
  const others = Object.fromEntries(Object.entries(drafts).filter(([key]) => key !== place));
  useDrafts.setState({ drafts: text === '' ? others : { ...others, [place]: text } });
  if (userId === null) return;
  if (text === '') localStorage.removeItem(prefix(userId) + place);
  else keep(prefix(userId) + place, text);
}

export function eraseDrafts(userId: Id): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix(userId))) localStorage.removeItem(key);
}

function keep(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // The browser's room is used up: the draft is kept while the tab is open.
  }
}
