import { useOutletContext } from 'react-router';
import type { Workspace } from '@/api/types';
import { SearchPanel } from '@/features/search/SearchPanel';
import { useTitle } from '@/ui/useTitle';
import { texts } from '@/texts';
import { CentrePage } from './CentrePage';

export function Component() {
  const workspace = useOutletContext<Workspace>();
  useTitle(texts.search.title, workspace.name);
  return (
    <CentrePage title={texts.search.title}>
      <SearchPanel workspaceId={workspace.id} />
    </CentrePage>
  );
}
