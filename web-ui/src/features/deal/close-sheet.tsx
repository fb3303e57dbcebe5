import { useState, type FormEvent } from 'react';
import { Button } from '@/ui/button';
import { Dialog, DialogActions } from '@/ui/dialog';
import { Field } from '@/ui/field';

export type Closing = 'lose' | 'reopen';

interface CloseSheetProps {
  closing: Closing | undefined;
  name: string;
  onClose: () => void;
  onDone: (reason: string, competitor: string | null) => void;
}

/** Asks why a deal is lost, or opened again: the engine keeps the reason for good. */
export function CloseSheet({ closing, name, onClose, onDone }: CloseSheetProps) {
  const [missing, setMissing] = useState(false);
  const lost = closing === 'lose';
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const reason = String(form.get('reason')).trim();
    setMissing(!reason);
    if (reason) onDone(reason, String(form.get('competitor') ?? '').trim() || null);
  };
  const close = () => {
    setMissing(false);
    onClose();
  };
  return (
    <Dialog
      open={closing !== undefined}
      onClose={close}
      title={`${lost ? 'Lose' : 'Reopen'} ${name}`}
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        <Field
          label={lost ? 'Why was it lost?' : 'Why is it opened again?'}
          name="reason"
          required
          autoFocus
          maxLength={500}
          error={missing ? 'A reason is needed.' : undefined}
        />
        {lost && <Field label="Who won it instead? (optional)" name="competitor" maxLength={200} />}
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary">
            {lost ? 'Lose deal' : 'Reopen deal'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
