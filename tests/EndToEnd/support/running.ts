import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: the global set-up sets it`);
  return value;
}

export const url = (): string => given('CHATFLOW_URL');
const data = (): string => given('CHATFLOW_DATA');

export async function webApiPid(): Promise<number> {
  const record = JSON.parse(await readFile(join(data(), 'run.json'), 'utf8')) as { webapi_pid: number };
  return record.webapi_pid;
}

/** The link to this page in the newest mail to this address that has one; undefined while there is none. */
export async function linkInMailTo(address: string, page = 'verify-email'): Promise<string | undefined> {
  const folder = join(data(), 'mail');
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => one.endsWith('.eml')).sort().reverse()) {
    const mail = unquote(await readFile(join(folder, name), 'utf8'));
    const link = new RegExp(`https?://\\S+/${page}(\\?token=|/)[\\w.~%-]+`).exec(mail)?.[0];
    if (mail.includes(address) && link !== undefined) return link;
  }
  return undefined;
}

/** Quoted-printable, which mails use for long lines. */
function unquote(mail: string): string {
  if (!/quoted-printable/i.test(mail)) return mail;
  return mail.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
