import { callForFile } from './call';

/** The page of the client as the server has it; null when it cannot be had now. */
export async function currentPage(): Promise<string | null> {
  try {
    return await (await callForFile('/', { headers: { Accept: 'text/html' } }, '')).text();
  } catch {
    return null;
  }
}
