import type { Channel, Id, Message, ReadMarker } from '@/api/types';

// A channel in the sidebar is a snapshot of the server at `last_seq`, plus the events after it. Pure, like the timeline:
// an event that the snapshot has counted already counts no second time.

interface Reader {
  userId: Id;
  /** The channel is on the screen: what arrives is read. */
  isOpen: boolean;
}

export function receiveMessage(channel: Channel, seq: number, message: Message, { userId, isOpen }: Reader): Channel {
  if (seq <= channel.last_seq) return channel;
  const moved = { ...channel, last_seq: seq, last_message_at: message.created_at };
  if (isOpen) return markRead(moved);
  const isOthers = message.user_id !== userId;
  const isMention = isOthers && message.mentions.includes(userId);
  const counts = isOthers && message.thread_id === null;
  return { ...moved, unread_count: channel.unread_count + (counts ? 1 : 0), mention_count: channel.mention_count + (isMention ? 1 : 0) };
}

/** Something that is neither a message nor a change of the channel itself: an edit, a reaction, a pin. */
export function receiveOther(channel: Channel, seq: number): Channel {
  return seq <= channel.last_seq ? channel : { ...channel, last_seq: seq };
}

/** `isNew` is false where a member got another role. */
export function receiveMember(channel: Channel, seq: number, isNew: boolean): Channel {
  if (seq <= channel.last_seq) return channel;
  return { ...channel, last_seq: seq, member_count: channel.member_count + (isNew ? 1 : 0) };
}

/** `isOwn` where it is oneself who left or was removed: what is public can be read on. */
export function receiveLeave(channel: Channel, seq: number, isOwn: boolean): Channel {
  if (seq <= channel.last_seq) return channel;
  const left = { ...channel, last_seq: seq, member_count: channel.member_count - 1 };
  return isOwn ? { ...left, membership: null, unread_count: 0, mention_count: 0 } : left;
}

/** The broadcast is the same for everybody: of it comes what can be changed, the rest stays as it was counted here. */
export function receiveUpdate(channel: Channel, seq: number, { name, slug, description, topic, archived }: Channel): Channel {
  return seq <= channel.last_seq ? channel : { ...channel, last_seq: seq, name, slug, description, topic, archived };
}

/** The own marker, moved here or on another device. Of two the further one holds. */
export function receiveMarker(channel: Channel, { seq, unread_count, mention_count }: ReadMarker): Channel {
  if (channel.membership === null || seq < channel.membership.last_read_seq) return channel;
  return { ...channel, unread_count, mention_count, membership: { ...channel.membership, last_read_seq: seq } };
}

/** An event before this one has not come: the counts may be short, and a new snapshot is due. */
export function hasGap(channel: Channel, seq: number): boolean {
  return seq > channel.last_seq + 1;
}

export function markRead(channel: Channel): Channel {
  const membership = channel.membership && { ...channel.membership, last_read_seq: channel.last_seq };
  return { ...channel, unread_count: 0, mention_count: 0, membership };
}

/** A fresh snapshot. What was read here stays read, also where the server has not been told. */
export function merge(held: Channel | undefined, fresh: Channel): Channel {
  if (!held) return fresh;
  if (fresh.last_seq < held.last_seq) return held;
  return (held.membership?.last_read_seq ?? 0) >= fresh.last_seq ? markRead(fresh) : fresh;
}

/** A fresh snapshot of a channel that is unread on purpose, of which the server knows nothing. */
export function keepUnread(held: Channel, fresh: Channel): Channel {
  const last_read_seq = held.membership?.last_read_seq ?? 0;
  return {
    ...fresh,
    unread_count: Math.max(held.unread_count, fresh.unread_count),
    membership: fresh.membership && { ...fresh.membership, last_read_seq },
  };
}

/** A direct conversation is called by the others in it; alone, by oneself. */
export function named(channel: Channel, userId: Id): Channel {
  if (channel.users === undefined) return channel;
  const others = channel.users.filter(({ id }) => id !== userId);
  const names = (others.length > 0 ? others : channel.users).map((user) => user.display_name);
  return { ...channel, name: names.sort((a, b) => a.localeCompare(b)).join(', ') };
}
