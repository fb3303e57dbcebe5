import { useState } from 'react';
import { say } from '@/api/problem';
import { Button } from '@/ui/button';
import { Dialog, DialogActions } from '@/ui/dialog';
import { toastFailure } from '@/ui/toast';
import type { Conflict } from './editor';
import { shown } from './value';

/** Two people changed the same value: shows what it was, what they made of it, and mine. */
export function ConflictDialog({
  conflict,
  onSettled,
}: {
  conflict: Conflict | undefined;
  onSettled: () => void;
}) {
  const [busy, setBusy] = useState(false);
  if (!conflict) return null;
  const rows = [
    ['Before', conflict.before],
    ['Theirs', conflict.theirs],
    ['Mine', conflict.mine],
  ] as const;
  const keepMine = async () => {
    setBusy(true);
    try {
      await conflict.keepMine();
    } catch (failure) {
      toastFailure(failure instanceof Error ? failure.message : say(failure));
    }
    setBusy(false);
    onSettled();
  };
  return (
    <Dialog
      open
      onClose={onSettled}
      title={`${conflict.label} was changed by somebody else`}
      description="Choose which value stands. Theirs stays in the history either way."
    >
      <dl className="overflow-hidden rounded-lg border border-line">
        {rows.map(([name, value]) => (
          <div key={name} className="flex gap-4 border-b border-line px-3 py-2.5 last:border-0">
            <dt className="w-16 shrink-0 text-ink-3">{name}</dt>
            <dd className="min-w-0 font-medium break-words">{shown(value)}</dd>
          </div>
        ))}
      </dl>
      <DialogActions>
        <Button autoFocus onClick={onSettled}>
          Keep theirs
        </Button>
        <Button look="primary" busy={busy} onClick={() => void keepMine()}>
          Use mine
        </Button>
      </DialogActions>
    </Dialog>
  );
}
