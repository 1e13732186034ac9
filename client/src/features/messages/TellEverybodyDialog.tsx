import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { texts } from '@/texts';

export function TellEverybodyDialog({ count, onSend, onClose }: { count: number; onSend: () => void; onClose: () => void }) {
  return (
    <Dialog title={texts.messages.tellTitle(count)} onClose={onClose}>
      <p className="text-muted">{texts.messages.tellText}</p>
      <div className="flex justify-end gap-2">
        <Button look="secondary" onClick={onClose}>
          {texts.app.cancel}
        </Button>
        <Button onClick={onSend}>{texts.messages.send}</Button>
      </div>
    </Dialog>
  );
}
