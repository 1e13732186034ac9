import type { Note } from '@/api/types';
import { useChannels } from '@/features/channels/channelsStore';
import { lookAt, takeBack, tellOutside } from '@/features/notifications/desktopNotes';
import { channelOpened, noteCreated, useNotes } from '@/features/notifications/notesStore';
import { addressOf, sentence } from '@/features/notifications/telling';
import { presenceOf } from '@/features/people/presenceStore';
import { useSession } from '@/features/session/sessionStore';
import { router } from './routes';

/** A note that has just come: into the list, and outside the page unless they want no disturbance. */
export function receiveNote(note: Note): void {
  noteCreated(note);
  const userId = useSession.getState().user?.id ?? '';
  const channel = useChannels.getState().channels[note.channel_id];
  if (presenceOf(userId) === 'dnd' || channel?.membership?.notify === 'muted') return;
  void tellOutside(note, {
    title: sentence(note, channel),
    body: note.message?.content.slice(0, 200) ?? '',
    onOpen: () => {
      if (channel) void router.navigate(addressOf(note, channel.workspace_id));
    },
  });
}

/** What was read is taken back, and all tabs know what is being looked at. */
export function watchNotes(): void {
  useNotes.subscribe(({ notes }) => takeBack(notes));
  const look = () => lookAt(document.visibilityState === 'visible' ? useChannels.getState().openId : null);
  useChannels.subscribe(({ openId }, previous) => {
    if (openId === previous.openId) return;
    look();
    if (openId !== null) void channelOpened(openId);
  });
  window.addEventListener('focus', look);
  window.addEventListener('blur', () => lookAt(null));
  window.addEventListener('pagehide', () => lookAt(null));
}
