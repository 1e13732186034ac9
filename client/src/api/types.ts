// The shapes of the wire, named as the contract names them. All fields are always there, null where there is nothing.

export type Id = string;

export interface User {
  id: Id;
  /** Only your own. */
  email: string | null;
  username: string;
  display_name: string;
  avatar_url: string | null;
  bio: string | null;
  /** An IANA name such as Europe/Rome. */
  timezone: string | null;
  /** What one chose, of oneself; how they are seen, of everybody else. */
  status: Presence;
  status_message: string | null;
  email_verified: boolean;
  created_at: string;
  last_seen_at: string | null;
}

export type Presence = 'online' | 'away' | 'dnd' | 'offline';

export interface UserPresence {
  user_id: Id;
  status: Presence;
}

/** A device that is signed in. */
export interface Session {
  id: Id;
  created_at: string;
  last_used_at: string;
  address: string | null;
  user_agent: string | null;
  current: boolean;
}

export interface Login {
  access_token: string;
  token_type: string;
  expires_in: number;
  /** In the cookie instead, for browsers. */
  refresh_token: string | null;
  csrf_token: string | null;
  user: User;
}

export type WorkspaceRole = 'owner' | 'admin' | 'moderator' | 'member' | 'guest';

export interface Workspace {
  id: Id;
  name: string;
  slug: string;
  description: string | null;
  owner_id: Id;
  member_limit: number;
  member_count: number;
  /** Hours after which messages are removed; null keeps them. */
  retention_hours: number | null;
  role: WorkspaceRole;
  created_at: string;
}

export interface WorkspaceMember {
  user: User;
  role: WorkspaceRole;
  status: string;
  joined_at: string;
  last_active: string | null;
}

export interface Invite {
  id: Id;
  token: string;
  url: string;
  email: string | null;
  role: WorkspaceRole;
  max_uses: number | null;
  uses: number;
  expires_at: string;
}

export interface AuditEntry {
  id: Id;
  actor: Id | null;
  action: string;
  resource_type: string;
  resource_id: Id | null;
  details: { ip: string | null; user_agent: string | null; before: unknown; after: unknown } | null;
  created_at: string;
}

export type ChannelType = 'public' | 'private' | 'direct' | 'group_dm';

export type Notify = 'all' | 'mentions' | 'none' | 'muted';

export interface Membership {
  role: string;
  last_read_seq: number;
  notify: Notify;
}

export interface Channel {
  id: Id;
  workspace_id: Id;
  name: string;
  slug: string;
  type: ChannelType;
  description: string | null;
  topic: string | null;
  archived: boolean;
  member_count: number;
  last_message_at: string | null;
  last_seq: number;
  membership: Membership | null;
  unread_count: number;
  mention_count: number;
  created_at: string;
  /** Who is in a direct conversation; absent of other channels. */
  users?: Sender[];
}

export interface ChannelMember {
  channel_id: Id;
  user: User;
  role: ChannelRole;
}

export type ChannelRole = 'moderator' | 'member';

export interface ReadMarker {
  channel_id: Id;
  seq: number;
  unread_count: number;
  mention_count: number;
}

/** Something that concerns oneself in particular. */
export interface Note {
  id: Id;
  type: 'mention' | 'dm' | 'reply' | 'reaction' | 'channel_activity';
  actor: Sender;
  channel_id: Id;
  message: Message | null;
  created_at: string;
  read: boolean;
}

export interface Found {
  message: Message;
  channel_name: string;
  /** What was found is within <mark>; all else is escaped. */
  highlight: string;
  rank: number;
}

export interface Sender {
  id: Id;
  username: string;
  display_name: string;
  avatar_url: string | null;
}

export interface Message {
  id: Id;
  channel_id: Id;
  user_id: Id;
  sender: Sender;
  /** Markdown source, byte for byte as typed; empty when deleted. */
  content: string;
  thread_id: Id | null;
  seq: number;
  client_message_id: Id | null;
  created_at: string;
  edited_at: string | null;
  deleted_at: string | null;
  reply_count: number;
  last_reply_at: string | null;
  reactions: Reaction[];
  /** Ids of the users mentioned by name. */
  mentions: Id[];
  files: Attachment[];
  pinned: { by: Id; at: string } | null;
}

export interface Reaction {
  emoji: string;
  count: number;
  /** Who reacted with it, the first first. Whether one is among them is read from here: `me` is false in pushes. */
  user_ids: Id[];
}

/** The contract's `file`; a File is the browser's own. */
export interface Attachment {
  id: Id;
  filename: string;
  /** Bytes. */
  size: number;
  /** The media type. */
  type: string;
  /** Pixels; null of what is no image. */
  width: number | null;
  height: number | null;
  has_thumbnail: boolean;
  url: string;
  thumbnail_url: string | null;
}

export interface SendMessage {
  channel_id: Id;
  content: string;
  client_message_id: Id;
  thread_id?: Id;
  file_ids?: Id[];
}

/** What a message said until it was edited. */
export interface EarlierContent {
  content: string;
  edited_by: Id;
  edited_at: string;
}

export interface DeletedMessage {
  message_id: Id;
  channel_id: Id;
}

export interface ReactionChange {
  message_id: Id;
  channel_id: Id;
  emoji: string;
  user_id: Id;
  count: number;
}

/** One's own marker: everything up to `seq` is read. */
export interface ReadMarker {
  channel_id: Id;
  seq: number;
  unread_count: number;
  mention_count: number;
}

export interface Member {
  user: User;
  role: string;
}

export interface Typist {
  channel_id: Id;
  user_id: Id;
  user_name: string;
}

/** What `channel:join` answers: the newest seq at the moment the subscription stood. */
export interface ChannelHead {
  channel_id: Id;
  last_seq: number;
}

/** One entry of a channel's log. The feed gives it as it stands; a push gives `payload` with `seq` as its `event_seq`. */
export interface ChannelEvent {
  seq: number;
  type: string;
  payload: unknown;
}

export interface ChannelEvents {
  events: ChannelEvent[];
  last_seq: number;
  more: boolean;
}

/** What one channel missed; `reload` where it is so much that the channel is to be loaded anew. */
export interface ChannelSync extends ChannelEvents {
  reload: boolean;
}

export interface Pagination {
  limit: number;
  total?: number | null;
  next_cursor?: string | number | null;
  prev_cursor?: string | number | null;
}
