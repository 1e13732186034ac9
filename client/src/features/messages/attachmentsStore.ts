import { v7 as uuid } from 'uuid';
import { create } from 'zustand';
import { asApiError } from '@/api/errors';
import * as api from '@/api/files';
import type { Attachment, Id } from '@/api/types';
import { errorText } from '@/ui/errorText';
import { texts } from '@/texts';
import type { PendingFile } from './pending';

/** A file that waits in a composer: it is uploaded at once, and sent with the message. */
export interface Waiting extends PendingFile {
  /** From 0 to 1. */
  progress: number;
  failure: string | null;
}

const largest = 50 * 1024 * 1024;

/** By the composer's place, as drafts are. */
export const useAttachments = create<{ waiting: Readonly<Record<string, readonly Waiting[]>> }>(() => ({ waiting: {} }));

const none: readonly Waiting[] = [];
export const selectWaiting =
  (place: string) =>
  ({ waiting }: { waiting: Readonly<Record<string, readonly Waiting[]>> }): readonly Waiting[] =>
    waiting[place] ?? none;

const uploads = new Map<Id, AbortController>();

export function attach(place: string, channelId: Id, files: readonly File[]): void {
  for (const file of files) {
    const failure = file.size > largest ? texts.messages.tooLarge : null;
    const waiting: Waiting = { key: uuid(), name: file.name, blob: file, uploaded: null, progress: 0, failure };
    change(place, (held) => [...held, waiting]);
    if (failure === null) void upload(place, channelId, waiting);
  }
}

export function retryUpload(place: string, channelId: Id, waiting: Waiting): void {
  if (waiting.blob.size > largest) return;
  put(place, waiting.key, { failure: null, progress: 0 });
  void upload(place, channelId, waiting);
}

export function remove(place: string, key: Id): void {
  uploads.get(key)?.abort();
  change(place, (held) => held.filter((one) => one.key !== key));
}

/** They go with a message: what is not uploaded yet is uploaded when it is sent. */
export function takeAll(place: string): PendingFile[] {
  const held = selectWaiting(place)(useAttachments.getState()).filter(isSendable);
  for (const { key } of held) uploads.get(key)?.abort();
  change(place, (all) => all.filter((one) => !isSendable(one)));
  return held.map(({ key, name, blob, uploaded }) => ({ key, name, blob, uploaded }));
}

export const isSendable = ({ blob }: PendingFile): boolean => blob.size <= largest;

export const uploadFile = (channelId: Id, { blob, name }: PendingFile): Promise<Attachment> => api.upload(channelId, blob, name, () => undefined);

export function resetAttachments(): void {
  for (const upload of uploads.values()) upload.abort();
  uploads.clear();
  useAttachments.setState({ waiting: {} });
}

async function upload(place: string, channelId: Id, { key, blob, name }: Waiting): Promise<void> {
  const abort = new AbortController();
  uploads.set(key, abort);
  try {
    const uploaded = await api.upload(channelId, blob, name, (progress) => put(place, key, { progress }), abort.signal);
    put(place, key, { uploaded, progress: 1 });
  } catch (error) {
    if (!abort.signal.aborted) put(place, key, { failure: errorText(asApiError(error)) });
  } finally {
    uploads.delete(key);
  }
}

function put(place: string, key: Id, part: Partial<Waiting>): void {
  change(place, (held) => held.map((one) => (one.key === key ? { ...one, ...part } : one)));
}

function change(place: string, step: (held: readonly Waiting[]) => readonly Waiting[]): void {
  useAttachments.setState(({ waiting }) => ({ waiting: { ...waiting, [place]: step(waiting[place] ?? none) } }));
}
