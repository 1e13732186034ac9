import { useState } from 'react';
import { texts } from '@/texts';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { errorText } from './errorText';
import { Notice } from './Notice';
import { TextField } from './TextField';
import { useSubmit } from './useSubmit';

interface Props {
  title: string;
  text: string;
  /** What the button says: the deed itself. */
  action: string;
  /** For what cannot be undone: a word to type, and how to ask for it. */
  typed?: { word: string; label: string };
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

export function ConfirmDialog({ title, text, action, typed, onConfirm, onClose }: Props) {
  const [word, setWord] = useState('');
  const { onSubmit, isBusy, error } = useSubmit(onConfirm);
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={onSubmit} className="flex flex-col gap-4">
        {error !== null && <Notice tone="error">{errorText(error)}</Notice>}
        <p className="[overflow-wrap:anywhere]">{text}</p>
        {typed !== undefined && <TextField label={typed.label} value={word} autoComplete="off" onChange={(event) => setWord(event.target.value)} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="secondary" onClick={onClose}>
            {texts.app.cancel}
          </Button>
          <Button look="danger" type="submit" isBusy={isBusy} disabled={typed !== undefined && word.trim() !== typed.word}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
