import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Schemas } from '@/api/client';
import { isProblem, say } from '@/api/problem';

interface Versioned {
  id: string;
  version: number;
}

/** Somebody else changed the same field meanwhile: all three values, to choose from. */
export interface Conflict {
  label: string;
  field: string;
  before: unknown;
  mine: unknown;
  theirs: unknown;
  keepMine: () => Promise<void>;
}

interface Editing<R extends Versioned> {
  record: R;
  queryKey: QueryKey;
  /** Sends a merge patch, refused unless the record still has this version. */
  patch: (change: Record<string, unknown>, version: number) => Promise<Schemas['CommandAnswer']>;
  reload: () => Promise<R>;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** What is said about the one field that was sent, or else about the whole. */
const said = (failure: unknown) =>
  (isProblem(failure) && Object.values(failure.fields)[0]) || say(failure);

/**
 * Edits a record field by field: shown at once, then confirmed by its version. If others changed
 * other fields meanwhile, both changes stand; if they changed this one, a person decides.
 */
export function useRecordEditor<R extends Versioned>({
  record,
  queryKey,
  patch,
  reload,
}: Editing<R>) {
  const queries = useQueryClient();
  const [conflict, setConflict] = useState<Conflict>();

  const attempt = useCallback(
    async function attempt(
      on: R,
      field: string,
      label: string,
      value: unknown,
      before: unknown,
    ): Promise<void> {
      const show = (fields: object) =>
        queries.setQueryData<R>(queryKey, (now) => (now ? { ...now, ...fields } : now));
      show({ [field]: value });
      try {
        const { version } = await patch({ [field]: value }, on.version);
        show({ version });
        void queries.invalidateQueries({ queryKey: queryKey.slice(0, 1) });
      } catch (failure) {
        if (!isProblem(failure, 412)) {
          show({ [field]: before });
          throw new Error(said(failure), { cause: failure });
        }
        const theirs = await reload();
        queries.setQueryData(queryKey, theirs);
        const now = theirs[field as keyof R];
        if (same(now, value)) return;
        if (same(now, before)) return attempt(theirs, field, label, value, now);
        setConflict({
          label,
          field,
          before,
          mine: value,
          theirs: now,
          keepMine: () => attempt(theirs, field, label, value, now),
        });
      }
    },
    [patch, queries, queryKey, reload],
  );

  const save = useCallback(
    async (field: string, label: string, value: unknown, since?: { value: unknown }) => {
      const now = record[field as keyof R];
      const before = since ? since.value : now;
      if (same(before, value) || same(now, value)) return;
      if (same(now, before)) return attempt(record, field, label, value, now);
      // Their change arrived while mine was being typed.
      setConflict({
        label,
        field,
        before,
        mine: value,
        theirs: now,
        keepMine: () => attempt(record, field, label, value, now),
      });
    },
    [attempt, record],
  );

  return { save, conflict, settle: () => setConflict(undefined) };
}
