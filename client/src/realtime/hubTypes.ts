import type { Channel, ChannelHead, Id, Message, SendMessage, Sender } from '@/api/types';

/** What a push about a channel carries besides its payload: the event's own place in the channel's log. */
export interface Sequenced {
  event_seq: number;
}

export interface MemberJoined {
  channel_id: Id;
  user: Sender;
  role: string;
}

export interface HubEvents {
  'message:received': Message & Sequenced;
  'channel:created': Channel;
  'channel:joined': Channel;
  'member:joined': MemberJoined & Sequenced;
  'session:revoked': { session_id: Id };
}

export interface HubCalls {
  'message:send': { argument: SendMessage; result: Message };
  'channel:join': { argument: { channel_id: Id }; result: ChannelHead };
  'channel:leave': { argument: { channel_id: Id }; result: unknown };
}
