import { whenSignedOutElsewhere } from '@/api/accessToken';
import * as files from '@/api/files';
import { whenSessionEnds } from '@/api/http';
import type { ChannelEvent, Id } from '@/api/types';
import * as channels from '@/features/channels/channelsStore';
import { catchUpAll, receiveHead, receivePush, resubscribe } from '@/features/messages/loading';
import { forgetMessages } from '@/features/messages/messagesStore';
import { resetMessages } from '@/features/messages/reset';
import { eraseDrafts, loadDrafts } from '@/features/messages/draftsStore';
import { eraseUnsent } from '@/features/messages/outbox';
import { takeUpUnsent } from '@/features/messages/sending';
import { typingStarted, typingStopped } from '@/features/messages/typing';
import { channelRead, loadUnread, resetNotes } from '@/features/notifications/notesStore';
import { beginPresence, ownPresenceChanged, watchIdleness } from '@/features/people/ownPresence';
import { loadPresence, presenceChanged, resetPresence } from '@/features/people/presenceStore';
import { checkSession, refreshUser, sessionEnded, useSession } from '@/features/session/sessionStore';
import { loadWorkspaces, resetWorkspaces, useWorkspaces } from '@/features/workspaces/workspacesStore';
import { hub } from '@/realtime/hub';
import type { HubEvents, Sequenced } from '@/realtime/hubTypes';
import { providePictures } from '@/ui/pictures';
import { watchAttention } from './attention';
import { watchNetwork } from './network';
import { workOffline } from './offline';
import { receiveNote, watchNotes } from './notes';
import { forgetVisits } from './recent';

/**
 * Where the features meet: which store hears of which push, and what begins and ends with a session.
 * Everything that has a place in a channel's log goes to the timeline, of whatever kind it is.
 */
export function goLive(): void {
  whenSessionEnds(sessionEnded);
  whenSignedOutElsewhere(sessionEnded);
  providePictures(files.picture);

  hub.on('message:received', (push) => {
    receivePush(push.channel_id, asEvent('message:received', push));
    typingStopped(push);
    channels.messageReceived(push.event_seq, push, ownId());
  });
  for (const type of changes) {
    hub.on(type, (push) => {
      receivePush(push.channel_id, asEvent(type, push));
      channels.channelMoved(push.channel_id, push.event_seq);
    });
  }
  hub.on('typing:notification', typingStarted);
  hub.on('typing:stopped', typingStopped);
  hub.on('channel:head', ({ channel_id, last_seq }) => receiveHead(channel_id, last_seq));
  hub.on('member:joined', (push) => {
    receivePush(push.channel_id, asEvent('member:joined', push));
    channels.memberJoined(push.channel_id, push.event_seq, push.previous_role === null);
  });
  hub.on('member:left', (push) => {
    const isOwn = push.user.id === ownId();
    receivePush(push.channel_id, asEvent('member:left', push));
    channels.memberLeft(push.channel_id, push.event_seq, isOwn);
    if (!isOwn) return;
    if (channels.isKnown(push.channel_id)) resubscribe(push.channel_id);
    else forgetMessages(push.channel_id);
  });
  hub.on('channel:updated', (push) => {
    receivePush(push.id, asEvent('channel:updated', push));
    channels.channelUpdated(push.event_seq, push);
  });
  hub.on('channel:deleted', (push) => {
    channels.channelDeleted(push.id);
    forgetMessages(push.id);
  });
  hub.on('channel:created', channels.addChannel);
  hub.on('channel:joined', channels.addChannel);

  hub.on('channel:read', (marker) => {
    channels.markerMoved(marker);
    channelRead(marker);
  });
  hub.on('notification:created', receiveNote);
  hub.on('presence:changed', ({ user_id, status, timestamp }) => {
    presenceChanged(user_id, status, timestamp);
    if (user_id === ownId()) ownPresenceChanged(status);
  });

  hub.on('session:revoked', sessionEnded);

  hub.whenConnected(async () => {
    await Promise.all([channels.refreshChannels(), catchUpAll()]);
    await takeUpUnsent(ownId());
  });
  hub.whenConnected(async () => {
    await loadWorkspaces();
    const ids = (useWorkspaces.getState().workspaces ?? []).map(({ id }) => id);
    // The channels of all of them, as the rail says where something waits.
    await Promise.all([loadUnread(), loadPresence(ids), ...ids.filter((id) => !channels.isKept(id)).map(channels.loadChannels)]);
    beginPresence((await refreshUser()).status);
  });
  hub.whenStartFails(() => void checkSession());
  watchNetwork();
  watchAttention();
  workOffline();
  watchNotes();
  watchIdleness();
  window.addEventListener('focus', channels.lookAgain);

  useSession.subscribe(({ user, endedBy }, { user: previous }) => {
    if (user?.id === previous?.id) return;
    hub.stop();
    resetMessages();
    // Who leaves by choice leaves nothing behind; who was thrown out goes on where they were.
    if (previous && endedBy === 'user') {
      eraseDrafts(previous.id);
      void eraseUnsent(previous.id);
    }
    channels.resetChannels();
    resetWorkspaces();
    resetNotes();
    resetPresence();
    if (previous) forgetVisits();
    if (user) {
      loadDrafts(user.id);
      void takeUpUnsent(user.id);
      channels.beginChannels(user.id);
      hub.start();
      void loadWorkspaces();
    }
  });
}

/** What changes a message and nothing else. */
const changes = ['message:edited', 'message:deleted', 'message:pinned', 'message:unpinned', 'reaction:added', 'reaction:removed'] as const;

const ownId = (): Id => useSession.getState().user?.id ?? '';

function asEvent<E extends keyof HubEvents>(type: E, push: HubEvents[E] & Sequenced): ChannelEvent {
  return { seq: push.event_seq, type, payload: push };
}
