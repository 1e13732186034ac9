import { request, requestPage } from './http';
import type { Id, Message, SendMessage } from './types';

export const pageSize = 50;

/** Newest first. `before` is the `next_cursor` of the page before. */
export const page = (channelId: Id, before?: string) =>
  requestPage<Message>(`/channels/${channelId}/messages`, { limit: pageSize, before });

/** Sending the same client_message_id again, here or over the hub, gives the one message. */
export const send = ({ channel_id, ...body }: SendMessage) => request<Message>('POST', `/channels/${channel_id}/messages`, { body });
