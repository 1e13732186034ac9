import { useEffect } from 'react';
import { texts } from '@/texts';

export function useTitle(...parts: string[]): void {
  const title = [...parts, texts.app.name].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
