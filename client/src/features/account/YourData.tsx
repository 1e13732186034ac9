import { useState } from 'react';
import type { User } from '@/api/types';
import { Button } from '@/ui/Button';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { errorText } from '@/ui/errorText';
import { Notice } from '@/ui/Notice';
import { useSubmit } from '@/ui/useSubmit';
import { texts } from '@/texts';
import { downloadExport, eraseMe } from './account';

export function YourData({ user, onErased }: { user: User; onErased: () => void }) {
  const [isErasing, setErasing] = useState(false);
  const { onSubmit, isBusy, error } = useSubmit(downloadExport);
  return (
    <div className="flex flex-col gap-8">
      <form onSubmit={onSubmit} className="flex flex-col gap-3">
        <h2 className="font-semibold">{texts.account.exportTitle}</h2>
        {error !== null && <Notice tone="error">{errorText(error)}</Notice>}
        <p>{texts.account.exportText}</p>
        <Button look="secondary" type="submit" className="self-start" isBusy={isBusy}>
          {texts.account.exportAction}
        </Button>
      </form>
      <section className="flex flex-col gap-3">
        <h2 className="font-semibold">{texts.account.erase}</h2>
        <p>{texts.account.eraseText}</p>
        <Button look="danger" className="self-start" onClick={() => setErasing(true)}>
          {texts.account.erase}
        </Button>
      </section>
      {isErasing && (
        <ConfirmDialog
          title={texts.account.erase}
          text={texts.account.eraseText}
          action={texts.account.erase}
          typed={{ word: user.username, label: texts.account.eraseConfirm(user.username) }}
          onConfirm={async () => {
            await eraseMe();
            onErased();
          }}
          onClose={() => setErasing(false)}
        />
      )}
    </div>
  );
}
