import type { Channel } from '@/api/types';

/** For tests: a public channel of two, read up to its end. */
export const channel = (change: Partial<Channel> = {}): Channel => ({
  id: 'c',
  workspace_id: 'w',
  name: 'general',
  slug: 'general',
  type: 'public',
  description: null,
  topic: null,
  archived: false,
  member_count: 2,
  last_message_at: null,
  last_seq: 10,
  membership: { role: 'member', last_read_seq: 8, notify: 'all' },
  unread_count: 0,
  mention_count: 0,
  created_at: '2025-11-19T14:30:45.123Z',
  ...change,
});
