import { whenSessionEnds } from '@/api/http';
import type { ChannelEvent, Id } from '@/api/types';
import * as channels from '@/features/channels/channelsStore';
import { catchUpOpened, receivePush } from '@/features/messages/loading';
import { resetMessages } from '@/features/messages/reset';
import { sendAllPending } from '@/features/messages/sending';
import { checkSession, sessionEnded, useSession } from '@/features/session/sessionStore';
import { loadWorkspaces, resetWorkspaces } from '@/features/workspaces/workspacesStore';
import { hub } from '@/realtime/hub';
import type { HubEvents, Sequenced } from '@/realtime/hubTypes';
import { watchNetwork } from './network';

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
    channels.memberJoined(push.channel_id, push.event_seq);
  });
  hub.on('channel:created', channels.addChannel);
  hub.on('channel:joined', channels.addChannel);

  hub.on('session:revoked', sessionEnded);

  hub.whenConnected(async () => {
    await Promise.all([channels.refreshChannels(), catchUpOpened()]);
    sendAllPending();
  });
  hub.whenStartFails(() => void checkSession());
  watchNetwork();

  useSession.subscribe(({ user }, { user: previous }) => {
    if (user?.id === previous?.id) return;
    hub.stop();
    resetMessages();
    channels.resetChannels();
    resetWorkspaces();
    if (user) {
      hub.start();
      void loadWorkspaces();
    }
  });
}

const ownId = (): Id => useSession.getState().user?.id ?? '';

function asEvent<E extends keyof HubEvents>(type: E, push: HubEvents[E] & Sequenced): ChannelEvent {
  return { seq: push.event_seq, type, payload: push };
}
