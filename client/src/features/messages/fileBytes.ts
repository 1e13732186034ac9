import { useEffect, useState } from 'react';
import * as api from '@/api/files';
import type { Id } from '@/api/types';

/** The picture as an address that an <img> can use; null while it is on its way. Given back when it is no longer shown. */
export function useImage(id: Id, size: 'thumbnail' | 'full'): { url: string | null; hasFailed: boolean } {
  const [image, setImage] = useState<{ id: Id; url: string | null }>({ id, url: null });
  useEffect(() => {
    const abort = new AbortController();
    let url: string | null = null;
    const load = size === 'thumbnail' ? api.thumbnail : api.download;
    load(id, abort.signal).then(
      (blob) => {
        if (abort.signal.aborted) return;
        url = URL.createObjectURL(blob);
        setImage({ id, url });
      },
      () => {
        if (!abort.signal.aborted) setImage({ id, url: '' });
      },
    );
    return () => {
      abort.abort();
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [id, size]);
  const url = image.id === id ? image.url : null;
  return { url: url === '' ? null : url, hasFailed: url === '' };
}

/** Saved as a file, under its name: never opened as a page. */
export async function saveFile(id: Id, name: string): Promise<void> {
  const url = URL.createObjectURL(await api.download(id));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
