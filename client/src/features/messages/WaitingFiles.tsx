import { useEffect, useRef } from 'react';
import type { Id } from '@/api/types';
import { Button } from '@/ui/Button';
import { CloseIcon } from '@/ui/icons';
import { FileIcon, RetryIcon } from '@/ui/messageIcons';
import { texts } from '@/texts';
import { isSendable, remove, retryUpload, selectWaiting, useAttachments, type Waiting } from './attachmentsStore';

export function WaitingFiles({ place, channelId }: { place: string; channelId: Id }) {
  const waiting = useAttachments(selectWaiting(place));
  if (waiting.length === 0) return null;
  return (
    <ul aria-label={texts.messages.attachments} className="flex flex-wrap gap-2 p-1.5">
      {waiting.map((file) => (
        <li key={file.key} className="relative flex w-60 max-w-full items-center gap-2 overflow-hidden rounded-md border border-line bg-side p-1.5 pl-2">
          <Preview file={file} />
          <div className="min-w-0 flex-1">
            <p className="truncate text-sm" title={file.name}>
              {file.name}
            </p>
            <State file={file} />
          </div>
          {file.failure !== null && isSendable(file) && (
            <Button
              look="icon"
              aria-label={texts.messages.retryUpload(file.name)}
              title={texts.messages.retryUpload(file.name)}
              onClick={() => retryUpload(place, channelId, file)}
            >
              <RetryIcon />
            </Button>
          )}
          <Button
            look="icon"
            aria-label={isUnderWay(file) ? texts.messages.cancelUpload(file.name) : texts.messages.removeFile(file.name)}
            title={isUnderWay(file) ? texts.messages.cancelUpload(file.name) : texts.messages.removeFile(file.name)}
            onClick={() => remove(place, file.key)}
          >
            <CloseIcon />
          </Button>
        </li>
      ))}
    </ul>
  );
}

const isUnderWay = ({ uploaded, failure }: Waiting): boolean => uploaded === null && failure === null;

function State({ file }: { file: Waiting }) {
  if (file.failure !== null) {
    return (
      <p role="alert" className="text-xs text-danger">
        {texts.messages.uploadFailed(file.failure)}
      </p>
    );
  }
  const percent = Math.round(file.progress * 100);
  if (!isUnderWay(file)) return <p className="text-xs text-muted">{texts.messages.size(file.blob.size)}</p>;
  return <progress className="upload h-1 w-full" max={100} value={percent} aria-label={texts.messages.uploading(file.name, percent)} />;
}

function Preview({ file }: { file: Waiting }) {
  const ref = useRef<HTMLImageElement>(null);
  const isImage = file.blob.type.startsWith('image/');
  useEffect(() => {
    if (ref.current === null) return;
    const url = URL.createObjectURL(file.blob);
    ref.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [file.blob]);
  return isImage ? <img ref={ref} alt="" className="size-9 shrink-0 rounded object-cover" /> : <FileIcon />;
}
