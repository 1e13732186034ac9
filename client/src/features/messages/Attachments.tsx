import { lazy, Suspense, useState } from 'react';
import type { Attachment } from '@/api/types';
import { Button } from '@/ui/Button';
import { DownIcon } from '@/ui/icons';
import { FileIcon } from '@/ui/messageIcons';
import { texts } from '@/texts';
import { saveFile, useImage } from './fileBytes';


const Lightbox = lazy(() => import('./Lightbox'));

const widest = 360;
const highest = 280;

export function Attachments({ files }: { files: readonly Attachment[] }) {
  const [shown, setShown] = useState<Attachment | null>(null);
  return (
    <div className="my-1 flex flex-wrap items-start gap-2">
      {files.map((file) =>
        file.width !== null && file.height !== null ? (
          <Picture key={file.id} file={file} onOpen={() => setShown(file)} />
        ) : (
          <FileCard key={file.id} file={file} />
        ),
      )}
      <Suspense>{shown !== null && <Lightbox file={shown} onClose={() => setShown(null)} />}</Suspense>
    </div>
  );
}

/** Its room is there before it is: nothing moves when it comes. */
function Picture({ file, onOpen }: { file: Attachment; onOpen: () => void }) {
  const { url, hasFailed } = useImage(file.id, file.has_thumbnail ? 'thumbnail' : 'full');
  const [width, height] = [file.width ?? widest, file.height ?? highest];
  const scale = Math.min(1, widest / width, highest / height);
  return (
    <button
      type="button"
      aria-label={texts.messages.openImage(file.filename)}
      title={file.filename}
      className="max-w-full overflow-hidden rounded-md border border-line bg-side"
      style={{ width: Math.max(48, Math.round(width * scale)), aspectRatio: `${Math.max(1, width)} / ${Math.max(1, height)}` }}
      onClick={onOpen}
    >
      {url !== null && <img src={url} alt="" className="size-full object-contain" />}
      {hasFailed && <span className="p-2 text-sm text-muted">{texts.messages.imageFailed}</span>}
    </button>
  );
}

function FileCard({ file }: { file: Attachment }) {
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    await saveFile(file.id, file.filename).catch(() => undefined);
    setBusy(false);
  };
  return (
    <div className="flex max-w-full min-w-0 items-center gap-3 rounded-md border border-line bg-surface p-2 pl-3 text-muted">
      <FileIcon />
      <div className="min-w-0">
        <p className="max-w-64 truncate font-medium text-ink" title={file.filename}>
          {file.filename}
        </p>
        <p className="text-xs">{texts.messages.size(file.size)}</p>
      </div>
      <Button look="icon" isBusy={isBusy} aria-label={texts.messages.download(file.filename)} title={texts.messages.download(file.filename)} onClick={() => void save()}>
        <DownIcon />
      </Button>
    </div>
  );
}
