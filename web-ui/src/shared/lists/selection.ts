import { useState } from 'react';

/** The records that are selected in a list, on whatever page they are; none once another list is asked for. */
export function useSelection<R extends { id: string }>(list: string) {
  const [kept, setKept] = useState<{ list: string; records: Map<string, R> }>({
    list,
    records: new Map(),
  });
  const records = kept.list === list ? kept.records : new Map<string, R>();
  const [last, setLast] = useState<number>();
  const set = (next: Map<string, R>) => setKept({ list, records: next });
  return {
    records,
    has: (id: string) => records.has(id),
    add: (more: R[]) => set(new Map([...records, ...more.map((one) => [one.id, one] as const)])),
    remove: (some: R[]) => {
      const next = new Map(records);
      some.forEach(({ id }) => next.delete(id));
      set(next);
    },
    /** Selects a row or not; with `through`, all from the one touched before as well. */
    toggle(rows: R[], index: number, through: boolean) {
      const row = rows[index];
      if (!row) return;
      const from = through && last !== undefined ? last : index;
      const touched = rows.slice(Math.min(from, index), Math.max(from, index) + 1);
      setLast(index);
      if (records.has(row.id)) this.remove(touched);
      else this.add(touched);
    },
    clear: () => set(new Map()),
  };
}
