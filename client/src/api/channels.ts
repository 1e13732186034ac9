import { request, requestPage } from './http';
import type { Channel, ChannelEvents, ChannelMember, ChannelRole, ChannelType, Id, Notify, ReadMarker } from './types';

export interface NewChannel {
  workspace_id: Id;
  name: string;
  type: Extract<ChannelType, 'public' | 'private'>;
}

/** What is absent stays as it is; an empty topic or description takes it away. */
export interface ChannelChange {
  name?: string;
  topic?: string;
  description?: string;
}

export const list = (workspaceId: Id) => request<Channel[]>('GET', '/channels', { query: { workspace_id: workspaceId } });
export const get = (id: Id) => request<Channel>('GET', `/channels/${id}`);
export const create = (body: NewChannel) => request<Channel>('POST', '/channels', { body });
export const addMember = (id: Id, userId: Id) => request<unknown>('POST', `/channels/${id}/members`, { body: { user_id: userId } });

export const setRole = (id: Id, userId: Id, role: ChannelRole) =>
  request<unknown>('POST', `/channels/${id}/members`, { body: { user_id: userId, role } });
export const removeMember = (id: Id, userId: Id) => request<unknown>('DELETE', `/channels/${id}/members/${userId}`);
export const members = (id: Id, q: string, page: number) =>
  requestPage<ChannelMember>(`/channels/${id}/members`, { q: q || undefined, page, limit: 50 });

export const update = (id: Id, body: ChannelChange) => request<Channel>('PUT', `/channels/${id}`, { body });
export const archive = (id: Id) => request<Channel>('POST', `/channels/${id}/archive`);
export const unarchive = (id: Id) => request<Channel>('POST', `/channels/${id}/unarchive`);
export const remove = (id: Id) => request<unknown>('DELETE', `/channels/${id}`);
export const notify = (id: Id, choice: Notify) => request<Channel>('PUT', `/channels/${id}/notify`, { body: { notify: choice } });
export const read = (id: Id, seq: number) => request<ReadMarker>('POST', `/channels/${id}/read`, { body: { seq } });

export const listDms = (workspaceId: Id) => request<Channel[]>('GET', '/dms', { query: { workspace_id: workspaceId } });
/** The same people give the same conversation. */
export const openDm = (workspaceId: Id, userIds: Id[]) =>
  request<Channel>('POST', '/dms', { body: { workspace_id: workspaceId, user_ids: userIds } });

/** Everything after `after` in order, at most 200 events at a time. */
export const eventsAfter = (id: Id, after: number) =>
  request<ChannelEvents>('GET', `/channels/${id}/events`, { query: { after, limit: 200 } });
