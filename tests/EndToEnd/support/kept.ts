import { expect, type Page } from '@playwright/test';

/** The worker has its files, and the browser has kept the channel that is open: the page can be loaded without a network. */
export async function kept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(async () => (await caches.match('/')) !== undefined)).toBe(true);
  const channelId = /\/c\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? '';
  // Kept a second after the last change.
  await expect.poll(() => page.evaluate(keptChannels)).toContain(channelId);
}

async function keptChannels(): Promise<string[]> {
  if (!(await indexedDB.databases()).some(({ name }) => name === 'chatflow-kept')) return [];
  return new Promise((resolve) => {
    const opening = indexedDB.open('chatflow-kept');
    opening.onsuccess = () => {
      const database = opening.result;
      const asking = database.transaction('session').objectStore('session').get('last');
      asking.onsuccess = () => {
        database.close();
        resolve(((asking.result as { channels: { id: string }[] } | undefined)?.channels ?? []).map(({ id }) => id));
      };
    };
  });
}
