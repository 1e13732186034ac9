import { texts } from '@/texts';
import { Button } from './Button';
import { Notice } from './Notice';
import { Spinner } from './Spinner';

interface Props {
  items: unknown[] | null;
  failure: string | null;
  hasMore: boolean;
  empty: string;
  more: () => void;
}

/** Below a list that comes in pages: why it ends here, and the way on. */
export function PageEnd({ items, failure, hasMore, empty, more }: Props) {
  if (failure !== null) return <Notice tone="error">{failure}</Notice>;
  if (items === null) return <Spinner label={texts.app.loading} />;
  if (items.length === 0) return <p className="p-4 text-center text-muted">{empty}</p>;
  return hasMore ? (
    <Button look="secondary" className="self-center" onClick={more}>
      {texts.app.more}
    </Button>
  ) : null;
}
