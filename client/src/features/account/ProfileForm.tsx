import { useState } from 'react';
import type { User } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { Button } from '@/ui/Button';
import { errorText } from '@/ui/errorText';
import { Notice } from '@/ui/Notice';
import { SelectField } from '@/ui/SelectField';
import { TextArea } from '@/ui/TextArea';
import { TextField } from '@/ui/TextField';
import { text, useSubmit } from '@/ui/useSubmit';
import { texts } from '@/texts';
import { changePicture, type ProfileChange, updateProfile } from './account';

const mostBytes = 5 * 1024 * 1024;
const zones = ['', ...Intl.supportedValuesOf('timeZone')].map((value) => ({ value, label: value || texts.account.timezoneNone }));
const beside = ['display_name', 'username'];

interface Props {
  user: User;
  onChanged: (user: User) => void;
}

export function ProfileForm({ user, onChanged }: Props) {
  const [isSaved, setSaved] = useState(false);
  const { onSubmit, isBusy, error, fieldError } = useSubmit(async (form) => {
    setSaved(false);
    const username = text(form, 'username').trim();
    const change: ProfileChange = {
      display_name: text(form, 'display_name').trim(),
      bio: text(form, 'bio').trim(),
      status_message: text(form, 'status_message').trim(),
      timezone: text(form, 'timezone'),
    };
    onChanged(await updateProfile(username === user.username ? change : { ...change, username }));
    setSaved(true);
  });
  const isBeside = error?.details.some(({ field }) => beside.includes(field)) === true;

  return (
    <>
      <Picture user={user} onChanged={onChanged} />
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        {error !== null && !isBeside && <Notice tone="error">{errorText(error)}</Notice>}
        <TextField
          label={texts.account.displayName}
          name="display_name"
          defaultValue={user.display_name}
          minLength={2}
          maxLength={100}
          autoComplete="name"
          required
          error={fieldError('display_name')}
        />
        <TextField
          label={texts.account.username}
          name="username"
          defaultValue={user.username}
          minLength={2}
          maxLength={32}
          autoComplete="off"
          required
          hint={texts.account.usernameHint}
          error={fieldError('username')}
        />
        <TextField
          label={texts.account.statusMessage}
          name="status_message"
          defaultValue={user.status_message ?? ''}
          maxLength={100}
          autoComplete="off"
          hint={texts.account.statusHint}
        />
        <TextArea label={texts.account.bio} name="bio" defaultValue={user.bio ?? ''} maxLength={1000} />
        <SelectField label={texts.account.timezone} name="timezone" defaultValue={user.timezone ?? ''} options={zones} />
        <div className="flex items-center justify-end gap-3">
          <span role="status" className="text-muted">
            {isSaved && error === null ? texts.app.saved : ''}
          </span>
          <Button type="submit" isBusy={isBusy}>
            {texts.app.save}
          </Button>
        </div>
      </form>
    </>
  );
}

function Picture({ user, onChanged }: Props) {
  const { onSubmit, isBusy, error } = useSubmit(async (form) => {
    const file = form.get('picture');
    if (file instanceof File && file.size > 0) onChanged(await changePicture(file));
  });
  const [isTooBig, setTooBig] = useState(false);

  return (
    <form onSubmit={onSubmit} className="flex flex-wrap items-center gap-4">
      <Avatar id={user.id} name={user.display_name} url={user.avatar_url} size="size-16" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <label className="flex flex-col gap-1 font-medium">
          {texts.account.picture}
          <input
            type="file"
            name="picture"
            accept="image/png,image/jpeg,image/webp"
            disabled={isBusy}
            className="min-w-0 text-sm font-normal file:mr-3 file:min-h-8 file:rounded-md file:border file:border-line-strong file:bg-surface file:px-3 file:text-ink"
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              if (file === undefined) return;
              setTooBig(file.size > mostBytes);
              if (file.size <= mostBytes) currentTarget.form?.requestSubmit();
            }}
          />
        </label>
        <p className="text-sm text-muted">{texts.account.pictureHint}</p>
        {(isTooBig || error !== null) && <Notice tone="error">{isTooBig ? texts.account.pictureTooBig : errorText(error)}</Notice>}
      </div>
    </form>
  );
}
