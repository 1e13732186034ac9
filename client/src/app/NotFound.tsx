import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { ButtonLink } from '@/ui/TextLink';
import { texts } from '@/texts';
import { useTitle } from '@/ui/useTitle';

export function NotFound({ text = texts.app.notFoundText }: { text?: string }) {
  useTitle(texts.app.notFoundTitle);
  return (
    <EmptyState title={texts.app.notFoundTitle} text={text}>
      <ButtonLink to="/">{texts.app.toStart}</ButtonLink>
    </EmptyState>
  );
}

export function NotFoundPage() {
  return (
    <Page>
      <NotFound />
    </Page>
  );
}
