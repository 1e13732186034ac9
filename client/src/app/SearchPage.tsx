import { useMemo } from 'react';
import { useOutletContext } from 'react-router';
import type { Workspace } from '@/api/types';
import { useChannels } from '@/features/channels/channelsStore';
import { inWorkspace } from '@/features/channels/selection';
import { findMembers } from '@/features/messages/peopleStore';
import { SearchPanel } from '@/features/search/SearchPanel';
import { useTitle } from '@/ui/useTitle';
import { texts } from '@/texts';
import { CentrePage } from './CentrePage';

export function Component() {
  const workspace = useOutletContext<Workspace>();
  useTitle(texts.search.title, workspace.name);
  const names = useMemo(
    () => ({
      people: (query: string) => findMembers(workspace.id, query),
      channels: (query: string) => {
        const { joined, joinable } = inWorkspace(useChannels.getState().channels, workspace.id);
        return [...joined, ...joinable].filter(({ slug, name }) => slug.includes(query) || name.toLowerCase().includes(query));
      },
    }),
    [workspace.id],
  );
  return (
    <CentrePage title={texts.search.title}>
      <SearchPanel workspaceId={workspace.id} names={names} />
    </CentrePage>
  );
}
