import type { Channel, Id } from '@/api/types';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { texts } from '@/texts';
import { leaveChannel } from './channelsStore';

export default function LeaveChannelDialog({ channel, userId, onClose }: { channel: Channel; userId: Id; onClose: () => void }) {
  return (
    <ConfirmDialog
      title={texts.channels.leaveTitle(channel.name)}
      text={channel.type === 'private' ? texts.channels.leavePrivate : texts.channels.leavePublic}
      action={texts.channels.leave}
      onConfirm={async () => {
        await leaveChannel(channel.id, userId);
        onClose();
      }}
      onClose={onClose}
    />
  );
}
