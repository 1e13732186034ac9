import { ApiError, isErrorCode } from './errors';
import { tokenForHub } from './http';
import type { Attachment, Id } from './types';

// XMLHttpRequest, as fetch tells nothing of how far an upload is.

/** The longest that a transfer may stand still. */
const stall = 30_000;

interface Transfer {
  method: 'GET' | 'POST';
  path: string;
  body?: FormData;
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** `onProgress` hears how much of it is there, from 0 to 1. Aborting it rejects with NETWORK. */
export async function upload(channelId: Id, file: Blob, name: string, onProgress: (share: number) => void, signal?: AbortSignal): Promise<Attachment> {
  const body = new FormData();
  body.append('channel_id', channelId);
  body.append('file', file, name);
  const answer = await transfer({ method: 'POST', path: '/files', body, onProgress, ...(signal && { signal }) });
  return (JSON.parse(await answer.text()) as { data: Attachment }).data;
}

/** `address` is a path as the server gives it, from `/api` on. */
export const picture = (address: string): Promise<Blob> => transfer({ method: 'GET', path: address.replace(/^\/api/, '') });

/** Files need the token, which an address in an <img> could not carry. */
export const download = (id: Id, signal?: AbortSignal): Promise<Blob> => transfer({ method: 'GET', path: `/files/${id}`, ...(signal && { signal }) });
export const thumbnail = (id: Id, signal?: AbortSignal): Promise<Blob> => transfer({ method: 'GET', path: `/files/${id}/thumbnail`, ...(signal && { signal }) });

async function transfer({ method, path, body, onProgress, signal }: Transfer): Promise<Blob> {
  const token = await tokenForHub();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout>;
    const giveUp = () => request.abort();
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, stall);
    };
    request.open(method, `/api${path}`);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.responseType = 'blob';
    request.upload.onprogress = ({ loaded, total }) => {
      watch();
      onProgress?.(total === 0 ? 0 : loaded / total);
    };
    request.onprogress = watch;
    request.onload = () => (request.status < 300 ? resolve(request.response as Blob) : void refusal(request).then(reject));
    request.onerror = () => reject(new ApiError('NETWORK', 'The transfer broke off'));
    request.onabort = () => reject(new ApiError('NETWORK', 'The transfer was given up'));
    request.onloadend = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    };
    signal?.addEventListener('abort', giveUp);
    watch();
    request.send(body ?? null);
  });
}

async function refusal({ response, status }: XMLHttpRequest): Promise<ApiError> {
  try {
    const { error } = JSON.parse(await (response as Blob).text()) as { error: { code: string; message: string; details: [] | null } };
    return new ApiError(isErrorCode(error.code) ? error.code : 'INTERNAL_ERROR', error.message, { status, details: error.details ?? [] });
  } catch {
    return new ApiError('NETWORK', `No ChatFlow answer (HTTP ${status})`, { status });
  }
}
