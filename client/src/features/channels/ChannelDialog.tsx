import { useState } from 'react';
import type { Channel, WorkspaceRole } from '@/api/types';
import { Button } from '@/ui/Button';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { formatDate } from '@/ui/dates';
import { Dialog } from '@/ui/Dialog';
import { errorText } from '@/ui/errorText';
import { Notice } from '@/ui/Notice';
import { TextArea } from '@/ui/TextArea';
import { TextField } from '@/ui/TextField';
import { text, useSubmit } from '@/ui/useSubmit';
import { texts } from '@/texts';
import { changeChannel, deleteChannel, setArchived } from './channelsStore';
import { isChannelModerator } from './selection';

interface Props {
  channel: Channel;
  /** One's own, in the workspace. */
  role: WorkspaceRole;
  onClose: () => void;
}

/** What the channel is about: to change for who may, to read for everybody else. */
export default function ChannelDialog({ channel, role, onClose }: Props) {
  const [isDeleting, setDeleting] = useState(false);
  const mayArchive = role === 'owner' || role === 'admin';

  if (isDeleting) return <DeleteChannel channel={channel} onClose={onClose} />;
  return (
    <Dialog title={`#${channel.name}`} onClose={onClose}>
      {isChannelModerator(channel, role) && !channel.archived ? <Settings channel={channel} onSaved={onClose} /> : <About channel={channel} />}
      <p className="text-sm text-muted">{texts.channels.created(formatDate(channel.created_at))}</p>
      {mayArchive && <Archive channel={channel} onDelete={() => setDeleting(true)} />}
    </Dialog>
  );
}

function Settings({ channel, onSaved }: { channel: Channel; onSaved: () => void }) {
  const { onSubmit, isBusy, error, fieldError } = useSubmit(async (form) => {
    const name = text(form, 'name').trim();
    await changeChannel(channel.id, {
      ...(name === channel.name ? {} : { name }),
      topic: text(form, 'topic').trim(),
      description: text(form, 'description').trim(),
    });
    onSaved();
  });
  const nameError = fieldError('name');

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      {error !== null && nameError === undefined && <Notice tone="error">{errorText(error)}</Notice>}
      <TextField label={texts.channels.name} name="name" defaultValue={channel.name} minLength={3} maxLength={80} autoComplete="off" required error={nameError} />
      <TextField label={texts.channels.topic} name="topic" defaultValue={channel.topic ?? ''} maxLength={500} autoComplete="off" hint={texts.channels.topicHint} />
      <TextArea
        label={texts.channels.description}
        name="description"
        defaultValue={channel.description ?? ''}
        maxLength={2000}
        hint={texts.channels.descriptionHint}
      />
      <Button type="submit" className="self-end" isBusy={isBusy}>
        {texts.app.save}
      </Button>
    </form>
  );
}

function About({ channel }: { channel: Channel }) {
  return (
    <dl className="flex flex-col gap-3 [overflow-wrap:anywhere]">
      {channel.topic !== null && <Fact term={texts.channels.topic} value={channel.topic} />}
      {channel.description !== null && <Fact term={texts.channels.description} value={channel.description} />}
      <Fact term={texts.channels.visibility} value={channel.type === 'private' ? texts.channels.privateHint : texts.channels.publicHint} />
    </dl>
  );
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt className="text-sm text-muted">{term}</dt>
      <dd className="whitespace-pre-wrap" dir="auto">
        {value}
      </dd>
    </div>
  );
}

function Archive({ channel, onDelete }: { channel: Channel; onDelete: () => void }) {
  const { onSubmit, isBusy, error } = useSubmit(() => setArchived(channel.id, !channel.archived));
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3 border-t border-line pt-4">
      {error !== null && <Notice tone="error">{errorText(error)}</Notice>}
      <p className="text-sm text-muted">{texts.channels.archiveHint}</p>
      <div className="flex flex-wrap justify-between gap-2">
        <Button look="secondary" type="submit" isBusy={isBusy}>
          {channel.archived ? texts.channels.unarchive : texts.channels.archive}
        </Button>
        <Button look="danger" onClick={onDelete}>
          {texts.channels.remove}
        </Button>
      </div>
    </form>
  );
}

function DeleteChannel({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  return (
    <ConfirmDialog
      title={texts.channels.removeTitle(channel.name)}
      text={texts.channels.removeText}
      action={texts.channels.remove}
      typed={{ word: channel.name, label: texts.channels.removeConfirm(channel.name) }}
      onConfirm={async () => {
        await deleteChannel(channel.id);
        onClose();
      }}
      onClose={onClose}
    />
  );
}
