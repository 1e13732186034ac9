import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { texts } from '@/texts';

/** A bug of ours: the page says so instead of going white. */
export function Broken() {
  return (
    <EmptyState title={texts.app.broken}>
      <Button className="self-center" onClick={() => window.location.reload()}>
        {texts.app.reload}
      </Button>
    </EmptyState>
  );
}
