import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Message } from '@/api/types';
import { Button } from '@/ui/Button';
import { errorText } from '@/ui/errorText';
import { texts } from '@/texts';
import { isComposing } from './composing';
import { editPlaceOf, selectDraft, setDraft, useDrafts } from './draftsStore';
import { unused } from './limit';
import { editMessage, endEdit } from './messageActions';
import { useGrowing } from './useGrowing';

/** In place of the text. What was typed stays until the server has taken it, or one gives it up: scrolling away and a reload keep it. */
export default function EditBox({ message }: { message: Message }) {
  const place = editPlaceOf(message.channel_id, message.id);
  const [text, setText] = useState(() => selectDraft(place)(useDrafts.getState()) || message.content);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const ref = useRef<HTMLTextAreaElement>(null);
  useGrowing(ref, text);
  const canSave = unused(text) >= 0 && (text.trim() !== '' || message.files.length > 0) && !isBusy;

  useEffect(() => {
    const box = ref.current;
    box?.focus();
    box?.setSelectionRange(box.value.length, box.value.length);
    const line = box?.closest('article');
    // Back to the message, or to where one came from, once the box is gone.
    return () => void setTimeout(() => line?.isConnected === true && document.activeElement === document.body && line.focus());
  }, []);

  const save = async () => {
    if (text === message.content) {
      endEdit(message);
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      await editMessage(message, text);
    } catch (error) {
      setFailure(errorText(error));
      setBusy(false);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      endEdit(message);
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    if (canSave) void save();
  };

  return (
    <form
      className="my-1 flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSave) void save();
      }}
    >
      <textarea
        ref={ref}
        value={text}
        rows={1}
        dir="auto"
        aria-label={texts.messages.editLabel}
        className="max-h-[40dvh] w-full resize-none rounded-md border border-line-strong bg-surface px-2 py-1.5"
        onChange={(event) => {
          setText(event.target.value);
          setDraft(place, event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" disabled={!canSave} isBusy={isBusy}>
          {texts.messages.save}
        </Button>
        <Button look="secondary" onClick={() => endEdit(message)}>
          {texts.app.cancel}
        </Button>
        {unused(text) < 0 && <span className="text-sm text-danger">{texts.messages.left(unused(text))}</span>}
        {failure !== null && (
          <span role="alert" className="text-sm text-danger">
            {failure}
          </span>
        )}
      </div>
    </form>
  );
}
