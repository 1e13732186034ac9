import { currentPage } from '@/api/page';

const entry = /<script[^>]+src="(\/assets\/[^"]+)"/;

/** Whether the server's page names another entry than the one that runs. Names under /assets carry a hash of their content. */
export async function isOutdated(): Promise<boolean> {
  const page = await currentPage();
  return page !== null && namesOther(page, [...document.scripts].map((script) => script.getAttribute('src') ?? ''));
}

export function namesOther(page: string, running: string[]): boolean {
  const current = entry.exec(page)?.[1];
  return current !== undefined && running.some((source) => source.startsWith('/assets/')) && !running.includes(current);
}
