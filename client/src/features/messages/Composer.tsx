import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Id } from '@/api/types';
import { Button } from '@/ui/Button';
import { SendIcon } from '@/ui/icons';
import { AttachIcon } from '@/ui/messageIcons';
import { texts } from '@/texts';
import { attach, isSendable, selectWaiting, takeAll, useAttachments } from './attachmentsStore';
import { type Choice, complete } from './completion';
import { CompletionList } from './CompletionList';
import { isComposing } from './composing';
import { useConversation } from './conversation';
import { placeOf, selectDraft, setDraft, useDrafts } from './draftsStore';
import { EmojiButton } from './EmojiButton';
import { shownBelow, unused } from './limit';
import { beginEdit, canEdit } from './messageActions';
import { selectChannel, useMessages } from './messagesStore';
import { sendMessage } from './sending';
import { TellEverybodyDialog } from './TellEverybodyDialog';
import { sayStopped, sayTyping } from './typing';
import { useCompletion } from './useCompletion';
import { useGrowing } from './useGrowing';
import { WaitingFiles } from './WaitingFiles';

/** From so many on, calling everybody is asked about. */
const many = 20;
const callsEverybody = /(?:^|\s)@(?:channel|here)\b/i;

/** Of the channel, or of a thread of it. Give it its place as its key: the focus comes here when it is opened. */
export function Composer({ threadId = null }: { threadId?: Id | null }) {
  const { channel, title, user, canModerate } = useConversation();
  const place = placeOf(channel.id, threadId);
  const draft = useDrafts(selectDraft(place));
  const waiting = useAttachments(selectWaiting(place));
  const { timeline } = useMessages(selectChannel(channel.id));
  const ref = useRef<HTMLTextAreaElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const id = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const [isDropping, setDropping] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const offer = useCompletion(draft, caret);
  useGrowing(ref, draft);

  const label = threadId === null ? texts.messages.composer(title) : texts.threads.composer;
  const left = unused(draft);
  const canSend = left >= 0 && (draft.trim() !== '' || waiting.some(isSendable));
  const choices = offer?.choices ?? [];

  const write = (text: string) => {
    setDraft(place, text);
    if (text.trim() === '') sayStopped(channel.id);
    else sayTyping(channel.id);
  };

  const send = () => {
    if (!canSend) return;
    if (canModerate && channel.member_count > many && callsEverybody.test(draft) && !isAsking) {
      setAsking(true);
      return;
    }
    setAsking(false);
    setDraft(place, '');
    setCaret(null);
    sayStopped(channel.id);
    sendMessage(channel.id, user.id, draft, threadId, takeAll(place));
  };

  const put = (text: string, at: number) => {
    write(text);
    setCaret(null);
    requestAnimationFrame(() => {
      ref.current?.focus();
      ref.current?.setSelectionRange(at, at);
    });
  };

  const choose = (choice: Choice) => {
    if (offer === null || caret === null) return;
    const completed = complete(draft, caret, offer.trigger, choice.insert);
    put(completed.text, completed.caret);
  };

  const insert = (emoji: string) => {
    const at = ref.current?.selectionStart ?? draft.length;
    put(draft.slice(0, at) + emoji + draft.slice(ref.current?.selectionEnd ?? at), at + emoji.length);
  };

  const editLast = (): boolean => {
    const written = threadId === null ? timeline.messages : (timeline.threads.get(threadId)?.replies ?? []);
    const last = written.findLast((message) => message.user_id === user.id && message.deleted_at === null);
    if (last === undefined || !canEdit(last, user.id)) return false;
    beginEdit(last);
    return true;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const isSend = event.key === 'Enter' && !event.shiftKey;
    if (onListKey(event) || (event.key === 'ArrowUp' && draft === '' && editLast())) {
      event.preventDefault();
    } else if (isSend) {
      event.preventDefault();
      send();
    }
  };

  /** While something is offered, these keys are the list's. */
  const onListKey = (event: KeyboardEvent): boolean => {
    const choice = choices[active] ?? choices[0];
    if (choice === undefined || event.shiftKey) return false;
    if (event.key === 'ArrowDown') setActive((active + 1) % choices.length);
    else if (event.key === 'ArrowUp') setActive((active + choices.length - 1) % choices.length);
    else if (event.key === 'Tab' || event.key === 'Enter') choose(choice);
    else if (event.key === 'Escape') setCaret(null);
    else return false;
    event.stopPropagation();
    return true;
  };

  const take = (list: FileList | null | undefined): boolean => {
    const given = [...(list ?? [])];
    if (given.length > 0) attach(place, channel.id, given);
    return given.length > 0;
  };

  // On a phone the focus would bring up the keyboard over what one came to read.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) ref.current?.focus();
  }, []);

  return (
    <form
      className="relative mx-3 mb-3 sm:mx-5 sm:mb-5"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onDragOver={(event: DragEvent) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={(event) => setDropping(event.currentTarget.contains(event.relatedTarget as Node | null))}
      onDrop={(event: DragEvent) => {
        setDropping(false);
        if (take(event.dataTransfer.files)) event.preventDefault();
      }}
    >
      {choices.length > 0 && <CompletionList id={`${id}-list`} choices={choices} active={Math.min(active, choices.length - 1)} onChoose={choose} />}
      {isDropping && (
        <p className="pointer-events-none absolute inset-0 z-10 flex items-center justify-center rounded-lg border-2 border-dashed border-accent bg-surface font-medium text-accent">
          {texts.messages.dropHere}
        </p>
      )}
      <div className="rounded-lg border border-line-strong p-1.5 focus-within:border-accent focus-within:ring-1 focus-within:ring-accent">
        <WaitingFiles place={place} channelId={channel.id} />
        <div className="flex items-end gap-1">
          <Button look="icon" className="mb-0.5" aria-label={texts.messages.attach} title={texts.messages.attach} onClick={() => files.current?.click()}>
            <AttachIcon />
          </Button>
          <input
            ref={files}
            type="file"
            multiple
            hidden
            onChange={(event) => {
              take(event.target.files);
              event.target.value = '';
              ref.current?.focus();
            }}
          />
          <textarea
            ref={ref}
            value={draft}
            rows={1}
            dir="auto"
            aria-label={label}
            aria-describedby={`${id}-hint`}
            aria-invalid={left < 0}
            aria-autocomplete="list"
            aria-controls={choices.length > 0 ? `${id}-list` : undefined}
            aria-activedescendant={choices.length > 0 ? `${id}-list-${Math.min(active, choices.length - 1)}` : undefined}
            placeholder={label}
            className="max-h-[40dvh] min-h-9 min-w-0 flex-1 resize-none bg-transparent px-1 py-1.5 outline-none placeholder:text-muted"
            onChange={(event) => {
              write(event.target.value);
              setCaret(event.target.selectionEnd);
              setActive(0);
            }}
            onSelect={(event) => {
              // Moving away from the word closes the list; only typing opens it.
              if (caret !== null && event.currentTarget.selectionEnd !== caret) setCaret(null);
            }}
            onBlur={() => setCaret(null)}
            onPaste={(event: ClipboardEvent) => {
              if (take(event.clipboardData.files)) event.preventDefault();
            }}
            onKeyDown={onKeyDown}
          />
          <EmojiButton onPick={insert} />
          <Button type="submit" disabled={!canSend} aria-label={texts.messages.send} title={texts.messages.send} className="size-9 shrink-0 px-0 py-0">
            <SendIcon />
          </Button>
        </div>
      </div>
      {left < shownBelow && (
        <p aria-hidden="true" className={`mt-1 text-right text-sm tabular-nums ${left < 0 ? 'font-semibold text-danger' : 'text-muted'}`}>
          {texts.messages.left(left)}
        </p>
      )}
      <p id={`${id}-hint`} className="sr-only">
        {texts.messages.composerHint} {left < shownBelow && texts.messages.leftLong(left)}
      </p>
      {isAsking && <TellEverybodyDialog count={channel.member_count} onSend={send} onClose={() => setAsking(false)} />}
    </form>
  );
}
