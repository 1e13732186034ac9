import { request, requestPage } from './http';
import type { DeletedMessage, EarlierContent, Id, Message, Reaction, SendMessage } from './types';

export const pageSize = 50;

/** Newest first. `before` is the `next_cursor` of the page before. */
export const page = (channelId: Id, before?: string) =>
  requestPage<Message>(`/channels/${channelId}/messages`, { limit: pageSize, before });

/** Newest first, like every page: those next to the cursor, and those on both sides of a seq. */
export const pageAfter = (channelId: Id, after: string) => requestPage<Message>(`/channels/${channelId}/messages`, { limit: pageSize, after });
export const pageAround = (channelId: Id, around: number) =>
  requestPage<Message>(`/channels/${channelId}/messages`, { limit: pageSize, around });

/** Oldest first, after the seq. */
export const thread = (rootId: Id, after?: string) => requestPage<Message>(`/messages/${rootId}/thread`, { limit: 100, after });

export const get = (id: Id) => request<Message>('GET', `/messages/${id}`);
export const history = (id: Id) => request<EarlierContent[]>('GET', `/messages/${id}/history`);
export const pins = (channelId: Id) => request<Message[]>('GET', `/channels/${channelId}/pins`);
export const pin = (id: Id) => request<Message>('PUT', `/messages/${id}/pin`);
export const unpin = (id: Id) => request<Message>('DELETE', `/messages/${id}/pin`);

export const edit = (id: Id, content: string) => request<Message>('PUT', `/messages/${id}`, { body: { content } });
export const remove = (id: Id) => request<DeletedMessage>('DELETE', `/messages/${id}`);
export const react = (id: Id, emoji: string) => request<Reaction[]>('POST', `/messages/${id}/reactions`, { body: { emoji } });
export const unreact = (id: Id, emoji: string) => request<Reaction[]>('DELETE', `/messages/${id}/reactions/${encodeURIComponent(emoji)}`);

/** Sending the same client_message_id again, here or over the hub, gives the one message. */
export const send = ({ channel_id, ...body }: SendMessage) => request<Message>('POST', `/channels/${channel_id}/messages`, { body });
