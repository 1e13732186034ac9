import type { Channel, ChannelHead, Id, Message, Note, Presence, ReadMarker, SendMessage, Sender } from '@/api/types';

/** What a push about a channel carries besides its payload: the event's own place in the channel's log. */
export interface Sequenced {
  event_seq: number;
}

export interface MemberChanged {
  channel_id: Id;
  user: Sender;
  role: string;
  /** Where a member got another role: what it was. */
  previous_role: string | null;
}

export interface HubEvents {
  'message:received': Message & Sequenced;
  'channel:read': ReadMarker;
  'notification:created': Note;
  'presence:changed': { user_id: Id; status: Presence; timestamp: string };
  'channel:created': Channel;
  'channel:joined': Channel;
  /** As nobody in particular sees it: the membership is null, whoever gets it. */
  'channel:updated': Channel & Sequenced;
  'channel:deleted': Channel & Sequenced;
  'member:joined': MemberChanged & Sequenced;
  'member:left': MemberChanged & Sequenced;
  'session:revoked': { session_id: Id };
}

export interface HubCalls {
  'message:send': { argument: SendMessage; result: Message };
  'channel:join': { argument: { channel_id: Id }; result: ChannelHead };
  'presence:update': { argument: { status: Presence }; result: unknown };
  'channel:leave': { argument: { channel_id: Id }; result: unknown };
}
