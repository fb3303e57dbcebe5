import { useState, type FormEvent, type ReactNode } from 'react';
import { isProblem, say } from '@/api/problem';
import { Button } from '@/ui/button';
import { Dialog, DialogActions } from '@/ui/dialog';

interface SheetProps {
  title: string;
  description?: string;
  action: string;
  danger?: boolean;
  wide?: boolean;
  /** Does it; what it throws is shown where it belongs. */
  run: (form: FormData) => Promise<unknown>;
  /** After it was done. */
  onDone?: () => void;
  onClose: () => void;
  children: (errors: Record<string, string>) => ReactNode;
}

/** A question with a few fields: does something with them, or says below each what is wrong. */
export function Sheet(props: SheetProps) {
  const { title, description, action, danger, wide, run, onDone, onClose, children } = props;
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const errors = isProblem(failure) ? failure.fields : {};
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(undefined);
    try {
      await run(form);
      onDone?.();
      onClose();
    } catch (reason) {
      setFailure(reason);
    }
    setBusy(false);
  };
  return (
    <Dialog open onClose={onClose} title={title} description={description} wide={wide}>
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        {children(errors)}
        {failure !== undefined && Object.keys(errors).length === 0 && (
          <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger">
            {say(failure)}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look={danger ? 'danger' : 'primary'} busy={busy}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** An amount as it was typed, as the engine takes it: 1 200,5 is 1200.50. */
export function amountOf(form: FormData, name: string): string {
  const text = String(form.get(name) ?? '')
    .replace(/[\s'£$€]/g, '')
    .replace(',', '.');
  const [whole = '', part = ''] = text.split('.');
  return text === '' ? '' : `${whole || '0'}.${part.padEnd(2, '0')}`;
}
