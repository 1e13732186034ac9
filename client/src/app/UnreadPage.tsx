import { Link, useOutletContext } from 'react-router';
import type { Workspace } from '@/api/types';
import { ChannelIcon } from '@/features/channels/ChannelList';
import { readAll, readChannel, useChannels } from '@/features/channels/channelsStore';
import { asListed, badgeOf, isDm, isUnread } from '@/features/channels/selection';
import { Badge } from '@/ui/Badge';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { useTitle } from '@/ui/useTitle';
import { texts } from '@/texts';
import { CentrePage } from './CentrePage';

/** Every channel with something new, in one place. */
export function Component() {
  const workspace = useOutletContext<Workspace>();
  const channels = useChannels((state) => state.channels);
  const unread = asListed(channels, workspace.id).filter(isUnread);
  useTitle(texts.app.unreads, workspace.name);

  return (
    <CentrePage
      title={texts.app.unreads}
      actions={
        unread.length > 0 && (
          <Button look="secondary" onClick={() => void readAll(workspace.id)}>
            {texts.channels.readAll}
          </Button>
        )
      }
    >
      {unread.length === 0 ? (
        <EmptyState level={2} title={texts.channels.allRead} text={texts.channels.allReadText} />
      ) : (
        <ul aria-label={texts.app.unreads} className="flex flex-col divide-y divide-line rounded-lg border border-line">
          {unread.map((channel) => (
            <li key={channel.id} className="flex items-center gap-3 px-4 py-3">
              <Link
                to={`/w/${workspace.id}/c/${channel.id}`}
                className="flex min-h-8 min-w-0 flex-1 items-center gap-2 font-medium underline-offset-2 hover:underline"
              >
                <ChannelIcon type={channel.type} />
                <span className="flex min-w-0 flex-col sm:flex-row sm:items-baseline sm:gap-2">
                  <span className="truncate" dir="auto">
                    {channel.name}
                  </span>
                  <span className="shrink-0 text-sm font-normal text-muted">{texts.channels.unread(channel.unread_count)}</span>
                </span>
              </Link>
              {!isDm(channel) && badgeOf(channel) > 0 && <Badge count={badgeOf(channel)} label={texts.app.mentions(badgeOf(channel))} />}
              <Button look="secondary" className="shrink-0" onClick={() => void readChannel(channel.id)}>
                {texts.channels.markRead}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </CentrePage>
  );
}
