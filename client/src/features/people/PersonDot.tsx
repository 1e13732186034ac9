import type { Id } from '@/api/types';
import { PresenceDot } from '@/ui/PresenceDot';
import { usePresence } from './presenceStore';

export function PersonDot({ userId }: { userId: Id }) {
  return <PresenceDot status={usePresence(userId)} />;
}
