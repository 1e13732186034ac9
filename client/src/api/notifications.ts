import { request, requestPage } from './http';
import type { Id, Note } from './types';

export const page = (before?: string) => requestPage<Note>('/notifications', { before, limit: 50 });
export const unread = () => requestPage<Note>('/notifications', { unread_only: 'true', limit: 100 });
export const read = (ids: Id[]) => request<unknown>('POST', '/notifications/read', { body: { ids } });
export const readAll = () => request<unknown>('POST', '/notifications/read', { body: { all: true } });
