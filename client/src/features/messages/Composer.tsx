import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef } from 'react';
import type { Channel, Id } from '@/api/types';
import { Button } from '@/ui/Button';
import { SendIcon } from '@/ui/icons';
import { texts } from '@/texts';
import { shownBelow, unused } from './limit';
import { placeOf, selectDraft, setDraft, useDrafts } from './draftsStore';
import { sendMessage } from './sending';

/** Some input methods report their last Enter after the composition has ended, with this code. */
const composingKeyCode = 229;

/** Give it the channel as its key: the focus comes here when a channel is opened. */
export function Composer({ channel, userId }: { channel: Channel; userId: Id }) {
  const place = placeOf(channel.id, null);
  const draft = useDrafts(selectDraft(place));
  const ref = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();
  const left = unused(draft);
  const canSend = left >= 0 && draft.trim() !== '';

  const send = () => {
    if (!canSend) return;
    setDraft(place, '');
    sendMessage(channel.id, userId, draft);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === composingKeyCode) return;
    event.preventDefault();
    send();
  };

  // On a phone the focus would bring up the keyboard over what one came to read.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) ref.current?.focus();
  }, []);

  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight}px`;
  }, [draft]);

  return (
    <form
      className="m-3 mt-0 sm:mx-5 sm:mb-5"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="flex items-end gap-2 rounded-lg border border-line-strong p-1.5 pl-3 focus-within:border-accent focus-within:ring-1 focus-within:ring-accent">
        <textarea
          ref={ref}
          value={draft}
          rows={1}
          dir="auto"
          aria-label={texts.messages.composer(channel.name)}
          aria-describedby={hintId}
          aria-invalid={left < 0}
          placeholder={texts.messages.composer(channel.name)}
          className="max-h-[40dvh] min-h-9 min-w-0 flex-1 resize-none bg-transparent py-1.5 outline-none placeholder:text-muted"
          onChange={(event) => setDraft(place, event.target.value)}
          onKeyDown={onKeyDown}
        />
        <Button type="submit" disabled={!canSend} aria-label={texts.messages.send} title={texts.messages.send} className="size-9 shrink-0 px-0 py-0">
          <SendIcon />
        </Button>
      </div>
      {left < shownBelow && (
        <p aria-hidden="true" className={`mt-1 text-right text-sm tabular-nums ${left < 0 ? 'font-semibold text-danger' : 'text-muted'}`}>
          {texts.messages.left(left)}
        </p>
      )}
      <p id={hintId} className="sr-only">
        {texts.messages.composerHint} {left < shownBelow && texts.messages.leftLong(left)}
      </p>
    </form>
  );
}
