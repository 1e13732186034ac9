import { request } from './http';
import type { Channel, ChannelEvents, ChannelType, Id } from './types';

export interface NewChannel {
  workspace_id: Id;
  name: string;
  type: Extract<ChannelType, 'public' | 'private'>;
}

export const list = (workspaceId: Id) => request<Channel[]>('GET', '/channels', { query: { workspace_id: workspaceId } });
export const get = (id: Id) => request<Channel>('GET', `/channels/${id}`);
export const create = (body: NewChannel) => request<Channel>('POST', '/channels', { body });
export const addMember = (id: Id, userId: Id) => request<unknown>('POST', `/channels/${id}/members`, { body: { user_id: userId } });

/** Everything after `after` in order, at most 200 events at a time. */
export const eventsAfter = (id: Id, after: number) =>
  request<ChannelEvents>('GET', `/channels/${id}/events`, { query: { after, limit: 200 } });
