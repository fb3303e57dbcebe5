import { answer, api, type Schemas } from '@/api/client';
import { plural } from '@/lib/format';
import { groupBy } from '@/lib/group-by';
import type { IconName } from '@/ui/icon';

export type BulkChange = Schemas['BulkChange'];
export type BulkResource = Schemas['Bulk']['resource'];

/** As many as one request may name. */
export const MOST = 500;

/** Something that can be done to many records at once, and be taken back from each. */
export interface BulkAction<R> {
  label: string;
  icon?: IconName;
  /** What there is to choose from. */
  options?: { value: string; label: string }[];
  /** What is asked for, where somebody has to type. */
  ask?: string;
  change: (value: string) => BulkChange;
  /** What a record is to be again; undefined where it was so before. */
  back: (record: R, value: string) => BulkChange | undefined;
  /** What is said once it is done, after how many: "moved to Lead". */
  done: (label: string) => string;
  /** Why it cannot be done now. */
  refused?: string;
}

export const changeInBulk = (resource: BulkResource, ids: string[], change: BulkChange) =>
  answer(api.POST('/api/bulk', { body: { resource, ids, change, dryRun: false } }));

/** The changes that bring records back to what each of them was, alike ones together. */
export function waysBack<R extends { id: string }>(
  records: R[],
  back: (record: R) => BulkChange | undefined,
): { ids: string[]; change: BulkChange }[] {
  const changed = records.flatMap((record) => {
    const change = back(record);
    return change ? [{ id: record.id, change }] : [];
  });
  return [...groupBy(changed, ({ change }) => JSON.stringify(change)).values()].map((group) => ({
    ids: group.map(({ id }) => id),
    change: (group[0] as (typeof group)[number]).change,
  }));
}

/** What is said of those that were not changed: each reason once. */
export function whyNot({ records, refused }: Schemas['BulkOutcome'], of: string): string {
  const reasons = [...new Set(records.flatMap(({ detail }) => detail ?? []))];
  const more = reasons.length > 1 ? ` (and ${plural(reasons.length - 1, 'other reason')})` : '';
  return `${refused} of ${records.length} ${of} stay as they are. ${reasons[0] ?? ''}${more}`;
}
