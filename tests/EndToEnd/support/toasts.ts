import type { BrowserContext, Page } from '@playwright/test';

export interface Toast {
  title: string;
  closed: boolean;
}

/** The browser's own notes cannot be seen from here: these say what was asked of it. */
export async function recordToasts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const shown: Toast[] = [];
    class Recorded extends EventTarget {
      static permission = 'granted';
      static requestPermission = () => Promise.resolve('granted');
      readonly toast: Toast;
      constructor(title: string) {
        super();
        this.toast = { title, closed: false };
        shown.push(this.toast);
      }
      close() {
        this.toast.closed = true;
      }
    }
    Object.assign(window, { Notification: Recorded, toasts: shown });
  });
}

/** Of all these tabs together. */
export const toasts = async (...pages: Page[]): Promise<Toast[]> =>
  (await Promise.all(pages.map((page) => page.evaluate(() => (window as unknown as { toasts: Toast[] }).toasts)))).flat();
