import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import type { Message } from '@/api/types';
import { Button } from '@/ui/Button';
import { PeopleIcon } from '@/ui/icons';
import { CopyIcon, EditIcon, LinkIcon, MoreIcon, PinIcon, ReactIcon, ThreadIcon, TrashIcon, UnreadIcon } from '@/ui/messageIcons';
import { openPerson } from '@/ui/personCard';
import { texts } from '@/texts';
import { useConversation } from './conversation';
import { beginEdit, copy, openDialog, togglePin, toggleReaction } from './messageActions';
import { canDelete } from './messageKeys';
import PickerPopover from './PickerPopover';

const quick = ['👍', '✅', '❤️'];

interface Props {
  message: Message;
  isInThread: boolean;
  isEditable: boolean;
  panel: 'picker' | 'menu' | null;
  onPanel: (panel: 'picker' | 'menu' | null) => void;
}

export default function MessageToolbar({ message, isInThread, isEditable, panel, onPanel }: Props) {
  const conversation = useConversation();
  const { user, canWrite, openThread } = conversation;
  const react = (emoji: string) => {
    onPanel(null);
    void toggleReaction(message, emoji, user.id);
  };
  return (
    <div
      role="toolbar"
      aria-label={texts.messages.actions}
      className="absolute -top-4 right-3 z-10 flex rounded-md border border-line bg-surface p-0.5 shadow-sm sm:right-5"
    >
      {canWrite && (
        <>
          {quick.map((emoji) => (
            <Button key={emoji} look="icon" className="max-sm:hidden" aria-label={texts.messages.reactWith(emoji)} onClick={() => react(emoji)}>
              {emoji}
            </Button>
          ))}
          <PickerPopover
            label={texts.messages.addReaction}
            side="bottom"
            isOpen={panel === 'picker'}
            onOpenChange={(isOpen) => onPanel(isOpen ? 'picker' : null)}
            onPick={react}
          >
            <Button look="icon" aria-label={texts.messages.addReaction} title={texts.messages.addReaction}>
              <ReactIcon />
            </Button>
          </PickerPopover>
        </>
      )}
      {!isInThread && (
        <Button look="icon" aria-label={texts.messages.replyInThread} title={texts.messages.replyInThread} onClick={() => openThread(message.id)}>
          <ThreadIcon />
        </Button>
      )}
      <DropdownMenu.Root modal={false} open={panel === 'menu'} onOpenChange={(isOpen) => onPanel(isOpen ? 'menu' : null)}>
        <DropdownMenu.Trigger asChild>
          <Button look="icon" aria-label={texts.messages.more} title={texts.messages.more}>
            <MoreIcon />
          </Button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal container={document.querySelector('main')}>
          <DropdownMenu.Content align="end" collisionPadding={8} sideOffset={4} className="z-40 min-w-52 rounded-lg border border-line bg-surface p-1 shadow-xl">
            {isEditable && (
              <Item icon={<EditIcon />} hint="E" onSelect={() => beginEdit(message)}>
                {texts.messages.edit}
              </Item>
            )}
            {message.content !== '' && (
              <Item icon={<CopyIcon />} onSelect={() => void copy(message.content)}>
                {texts.messages.copyText}
              </Item>
            )}
            <Item icon={<LinkIcon />} onSelect={() => void copy(conversation.permalink(message.id))}>
              {texts.messages.copyLink}
            </Item>
            {canWrite && (
              <Item icon={<PinIcon />} hint="P" onSelect={() => void togglePin(message)}>
                {message.pinned === null ? texts.messages.pin : texts.messages.unpin}
              </Item>
            )}
            <Item icon={<PeopleIcon />} onSelect={() => openPerson(message.user_id)}>
              {texts.people.profile(message.sender.display_name)}
            </Item>
            {!isInThread && (
              <Item icon={<UnreadIcon />} hint="U" onSelect={() => conversation.markUnread(message)}>
                {texts.messages.markUnread}
              </Item>
            )}
            {canDelete(message, conversation) && (
              <Item icon={<TrashIcon />} hint={texts.messages.deleteKey} isDanger onSelect={() => openDialog('delete', message)}>
                {texts.messages.delete}
              </Item>
            )}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
}

interface ItemProps {
  icon: ReactNode;
  hint?: string;
  isDanger?: boolean;
  onSelect: () => void;
  children: ReactNode;
}

function Item({ icon, hint, isDanger = false, onSelect, children }: ItemProps) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      className={`flex cursor-pointer items-center gap-3 rounded px-2 py-1.5 outline-none data-highlighted:bg-hover ${isDanger ? 'text-danger' : ''}`}
    >
      {icon}
      <span className="flex-1">{children}</span>
      {hint !== undefined && (
        <kbd aria-hidden="true" className="text-xs text-muted">
          {hint}
        </kbd>
      )}
    </DropdownMenu.Item>
  );
}
