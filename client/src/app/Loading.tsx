import { Page } from '@/ui/Page';
import { Spinner } from '@/ui/Spinner';
import { texts } from '@/texts';

export function Loading() {
  return (
    <Page>
      <Spinner label={texts.app.loading} />
    </Page>
  );
}
