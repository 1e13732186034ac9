import { useEffect } from 'react';
import { texts } from '@/texts';
import { useAttention } from './attention';

/** The title of the tab, with the number of what waits before it. */
export function useTitle(...parts: string[]): void {
  const count = useAttention((state) => state.count);
  const title = [...parts, texts.app.name].join(' · ');
  useEffect(() => {
    document.title = count > 0 ? `(${count}) ${title}` : title;
  }, [title, count]);
}
