import { requestPage } from './http';
import type { Found, Id } from './types';

/** Absent where nothing was asked for. */
export interface SearchQuery {
  q?: string | undefined;
  from?: string | undefined;
  in?: string | undefined;
  before?: string | undefined;
  after?: string | undefined;
  has?: string | undefined;
  sort?: string | undefined;
  page?: number | undefined;
}

export const search = (workspaceId: Id, query: SearchQuery) =>
  requestPage<Found>('/search', { workspace_id: workspaceId, limit: 20, ...query });
