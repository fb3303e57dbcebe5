import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent, ReactNode } from 'react';
import type { Schemas } from '@/api/client';
import { isProblem, say } from '@/api/problem';
import { word } from '@/lib/url-search';
import { Button } from '@/ui/button';
import { Dialog, DialogActions } from '@/ui/dialog';
import type { RecordPath } from '../record-types';
import { useUrlState } from '../url-state';

interface CreateDialogProps {
  title: string;
  resource: string;
  to: RecordPath;
  create: (form: FormData) => Promise<Schemas['CommandAnswer']>;
  /** The fields, given what the server said about each. */
  children: (errors: Record<string, string>) => ReactNode;
}

/** Whether something new is being entered stands in the address: ?new=1. */
export function useCreating() {
  const [creating, change] = useUrlState((search) => word(search['new']) !== undefined);
  return {
    creating,
    start: () => change({ new: '1' }),
    stop: () => change({ new: undefined }, { replace: true }),
  };
}

export function CreateDialog({ title, resource, to, create, children }: CreateDialogProps) {
  const { creating, stop } = useCreating();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const creation = useMutation({
    mutationFn: create,
    onSuccess: async ({ id }) => {
      void queries.invalidateQueries({ queryKey: [resource] });
      await navigate({ to, params: { id } });
    },
  });
  const errors = isProblem(creation.error) ? creation.error.fields : {};
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    creation.mutate(new FormData(event.currentTarget));
  };
  const close = () => {
    creation.reset();
    stop();
  };
  return (
    <Dialog open={creating} onClose={close} title={title}>
      <form onSubmit={submit} noValidate className="grid gap-4">
        {children(errors)}
        {creation.error && Object.keys(errors).length === 0 && (
          <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger">
            {say(creation.error)}
          </p>
        )}
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" busy={creation.isPending}>
            Create
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** What was typed, or nothing. */
export const typed = (form: FormData, name: string): string | null =>
  String(form.get(name) ?? '').trim() || null;
