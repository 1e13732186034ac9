import { whenSessionEnds } from '@/api/http';
import type { ChannelEvent, Id } from '@/api/types';
import * as channels from '@/features/channels/channelsStore';
import { channelRead, loadUnread, resetNotes } from '@/features/notifications/notesStore';
import { beginPresence, ownPresenceChanged, watchIdleness } from '@/features/people/ownPresence';
import { loadPresence, presenceChanged, resetPresence } from '@/features/people/presenceStore';
import { catchUpOpened, receivePush, resubscribe } from '@/features/messages/loading';
import { forgetMessages } from '@/features/messages/messagesStore';
import { resetMessages } from '@/features/messages/reset';
import { sendAllPending } from '@/features/messages/sending';
import { checkSession, refreshUser, sessionEnded, useSession } from '@/features/session/sessionStore';
import { loadWorkspaces, resetWorkspaces, useWorkspaces } from '@/features/workspaces/workspacesStore';
import { hub } from '@/realtime/hub';
import type { HubEvents, Sequenced } from '@/realtime/hubTypes';
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

  hub.on('message:received', (push) => {
    receivePush(push.channel_id, asEvent('message:received', push));
    channels.messageReceived(push.event_seq, push, ownId());
  });
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
    await Promise.all([channels.refreshChannels(), catchUpOpened()]);
    sendAllPending();
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

  useSession.subscribe(({ user }, { user: previous }) => {
    if (user?.id === previous?.id) return;
    hub.stop();
    resetMessages();
    channels.resetChannels();
    resetWorkspaces();
    resetNotes();
    resetPresence();
    if (previous) forgetVisits();
    if (user) {
      channels.beginChannels(user.id);
      hub.start();
      void loadWorkspaces();
    }
  });
}

const ownId = (): Id => useSession.getState().user?.id ?? '';

function asEvent<E extends keyof HubEvents>(type: E, push: HubEvents[E] & Sequenced): ChannelEvent {
  return { seq: push.event_seq, type, payload: push };
}
