import type {
  Channel,
  ChannelHead,
  ChannelSync,
  DeletedMessage,
  Id,
  Message,
  Note,
  Presence,
  Reaction,
  ReactionChange,
  ReadMarker,
  SendMessage,
  Sender,
  Typist,
} from '@/api/types';

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
  'message:edited': Message & Sequenced;
  'message:deleted': DeletedMessage & Sequenced;
  'message:pinned': Message & Sequenced;
  'message:unpinned': Message & Sequenced;
  'reaction:added': ReactionChange & Sequenced;
  'reaction:removed': ReactionChange & Sequenced;
  /** Not in the log: how far it goes. */
  'channel:head': ChannelHead;
  'channel:read': ReadMarker;
  'typing:notification': Typist;
  'typing:stopped': Typist;
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
  'message:edit': { argument: { message_id: Id; content: string }; result: Message };
  'message:delete': { argument: { message_id: Id }; result: DeletedMessage };
  'reaction:add': { argument: { message_id: Id; emoji: string }; result: Reaction[] };
  'reaction:remove': { argument: { message_id: Id; emoji: string }; result: Reaction[] };
  'channel:read': { argument: { channel_id: Id; seq: number }; result: ReadMarker };
  'typing:start': { argument: { channel_id: Id }; result: unknown };
  'typing:stop': { argument: { channel_id: Id }; result: unknown };
  sync: { argument: { channels: Record<Id, number> }; result: { channels: Record<Id, ChannelSync> } };
  'channel:join': { argument: { channel_id: Id }; result: ChannelHead };
  'presence:update': { argument: { status: Presence }; result: unknown };
  'channel:leave': { argument: { channel_id: Id }; result: unknown };
}
