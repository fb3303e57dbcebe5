import { useState } from 'react';
import type { Schemas } from '@/api/client';
import { say } from '@/api/problem';
import { dateTime } from '@/lib/format';
import { Button } from '@/ui/button';
import { Dialog, DialogActions } from '@/ui/dialog';
import { toastFailure } from '@/ui/toast';
import { may, type Resource } from '../permissions';
import { useSession } from '../session';
import { useTime } from '../time';
import { useAct } from '../use-act';
import { shown } from './value';

interface RestoreAsOfProps<R extends { version: number }> {
  resource: Resource;
  /** The record as it was at the instant that is looked at. */
  past: R;
  /** What can be brought back, and how it is called. */
  fields: Partial<Record<keyof R & string, string>>;
  readNow: () => Promise<R>;
  patch: (change: Partial<R>, version: number) => Promise<Schemas['CommandAnswer']>;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Brings a record back to how it was at the instant that is looked at: as a change of today. */
export function RestoreAsOf<R extends { version: number }>(props: RestoreAsOfProps<R>) {
  const { resource, past, fields, readNow, patch } = props;
  const { at, readOnly, go } = useTime();
  const { user } = useSession();
  const act = useAct(resource);
  const [now, setNow] = useState<R>();
  const [busy, setBusy] = useState(false);
  if (!readOnly || !at || !may(user.role, 'U', resource)) return null;
  const changed = now
    ? (Object.entries(fields) as [keyof R & string, string][]).filter(
        ([field]) => !same(now[field], past[field]),
      )
    : [];
  const compare = () =>
    void readNow()
      .then(setNow)
      .catch((failure: unknown) => toastFailure(say(failure)));
  const restore = async () => {
    if (!now) return;
    setBusy(true);
    const change = Object.fromEntries(changed.map(([field]) => [field, past[field]]));
    const done = await act(
      () => patch(change as Partial<R>, now.version),
      `Restored as of ${dateTime(at)}`,
    );
    setBusy(false);
    if (!done) return;
    setNow(undefined);
    go(undefined);
  };
  return (
    <>
      <Button onClick={compare}>Compare with now …</Button>
      {now && (
        <Dialog
          open
          onClose={() => setNow(undefined)}
          title={`Then and now`}
          description={`Then is ${dateTime(at)}. Restoring writes a new change; nothing is lost.`}
          wide
        >
          {changed.length === 0 ? (
            <p className="text-ink-2">Nothing that can be restored is different.</p>
          ) : (
            <table className="w-full text-left">
              <thead className="text-xs text-ink-3">
                <tr>
                  <th className="py-1 pr-3 font-medium">What</th>
                  <th className="py-1 pr-3 font-medium">Now</th>
                  <th className="py-1 font-medium">Then</th>
                </tr>
              </thead>
              <tbody>
                {changed.map(([field, label]) => (
                  <tr key={field} className="border-t border-line align-top">
                    <td className="py-2 pr-3 text-ink-3">{label}</td>
                    <td className="py-2 pr-3 break-words line-through decoration-ink-3">
                      {shown(now[field])}
                    </td>
                    <td className="py-2 font-medium break-words">{shown(past[field])}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <DialogActions>
            <Button onClick={() => setNow(undefined)}>Close</Button>
            <Button
              look="primary"
              busy={busy}
              disabled={changed.length === 0}
              onClick={() => void restore()}
            >
              Restore
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </>
  );
}
