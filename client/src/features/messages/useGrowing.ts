import { type RefObject, useLayoutEffect } from 'react';

/** As high as its text, as far as its style lets it. */
export function useGrowing(ref: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight}px`;
  }, [ref, text]);
}
