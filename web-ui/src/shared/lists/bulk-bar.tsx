import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '@/api/problem';
import { plural } from '@/lib/format';
import { Button } from '@/ui/button';
import { Dialog, DialogActions } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { Menu, MenuItem } from '@/ui/menu';
import { toast, toastFailure } from '@/ui/toast';
import { changeInBulk, waysBack, whyNot, type BulkAction, type BulkResource } from './bulk';

interface BulkBarProps<R> {
  resource: BulkResource;
  selected: R[];
  actions: BulkAction<R>[];
  /** Selects all that the list finds, where that is more than is selected. */
  all?: { total: number; select: () => Promise<void> };
  clear: () => void;
}

/** What can be done with the records that are selected in a list. */
export function BulkBar<R extends { id: string }>(props: BulkBarProps<R>) {
  const { resource, selected, actions, all, clear } = props;
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<BulkAction<R>>();
  const reread = () => queries.invalidateQueries({ queryKey: [resource] });

  const takeBack = async (action: BulkAction<R>, value: string, changed: R[]) => {
    try {
      for (const { ids, change } of waysBack(changed, (record) => action.back(record, value)))
        await changeInBulk(resource, ids, change);
      toast('Undone');
    } catch (failure) {
      toastFailure(say(failure));
    }
    await reread();
  };
  const run = async (action: BulkAction<R>, value: string, label: string) => {
    setBusy(true);
    try {
      const ids = selected.map(({ id }) => id);
      const outcome = await changeInBulk(resource, ids, action.change(value));
      const done = new Set(outcome.records.flatMap(({ id, code }) => (code === null ? [id] : [])));
      const changed = selected.filter(({ id }) => done.has(id));
      if (outcome.done > 0)
        toast(`${plural(outcome.done, 'record')} ${action.done(label)}`, {
          label: 'Undo',
          run: () => void takeBack(action, value, changed),
        });
      if (outcome.refused > 0) toastFailure(whyNot(outcome, resource));
      if (outcome.refused === 0) clear();
    } catch (failure) {
      toastFailure(say(failure));
    }
    await reread();
    setBusy(false);
  };

  return (
    <section
      aria-label="Selected"
      className="flex animate-appear flex-wrap items-center gap-2 border-t border-line bg-raised px-4 py-2 shadow-float"
    >
      <span role="status" className="font-medium tabular-nums">
        {selected.length} selected
      </span>
      {all && (
        <Button size="sm" look="quiet" onClick={() => void all.select()}>
          Select all {all.total}
        </Button>
      )}
      <span className="flex-1" />
      {actions.map((action) => {
        const { label, icon, options, ask, refused } = action;
        const button = (
          <Button
            key={label}
            size="sm"
            disabled={busy || refused !== undefined}
            title={refused}
            onClick={
              options ? undefined : () => (ask ? setAsking(action) : void run(action, '', label))
            }
          >
            {icon && <Icon name={icon} className="size-3.5" />}
            {label}
            {options && <Icon name="chevron" className="size-3" />}
          </Button>
        );
        return options ? (
          <Menu key={label} button={button}>
            {options.map((option) => (
              <MenuItem
                key={option.value}
                onSelect={() => void run(action, option.value, option.label)}
              >
                {option.label}
              </MenuItem>
            ))}
          </Menu>
        ) : (
          button
        );
      })}
      <Button size="sm" look="quiet" hint="Esc" onClick={clear}>
        Clear
      </Button>
      {asking && (
        <Dialog
          open
          onClose={() => setAsking(undefined)}
          title={`${asking.label}: ${plural(selected.length, 'record')}`}
        >
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const value = String(new FormData(event.currentTarget).get('value') ?? '').trim();
              setAsking(undefined);
              if (value) void run(asking, value, value);
            }}
          >
            <Field label={asking.ask ?? ''} name="value" autoFocus required maxLength={60} />
            <DialogActions>
              <Button onClick={() => setAsking(undefined)}>Cancel</Button>
              <Button look="primary" type="submit">
                {asking.label}
              </Button>
            </DialogActions>
          </form>
        </Dialog>
      )}
    </section>
  );
}
