import { HoverCard as Radix } from 'radix-ui';
import { createContext, useContext, type ReactNode } from 'react';
import type { Schemas } from '@/api/client';
import { actorName, ago } from '@/lib/format';
import { shown } from './value';

type Entry = Schemas['HistoryEntry'];

/** What has happened to the record whose fields are below, newest first. */
export const RecordHistory = createContext<Entry[] | undefined>(undefined);

const MOST = 5;

export interface FieldChange {
  eventId: string;
  from: unknown;
  to: unknown;
  actor: string;
  recordedAt: string;
}

/** The last changes of one value, newest first. */
export function changesOf(field: string, entries: Entry[]): FieldChange[] {
  return entries
    .flatMap(({ eventId, changes, actor, recordedAt }) =>
      changes
        .filter((change) => change.field === field)
        .map(({ from, to }) => ({ eventId, from, to, actor: actorName(actor), recordedAt })),
    )
    .slice(0, MOST);
}

interface FieldHistoryProps {
  label: string;
  field: string;
  /** What the values mean, where they say nothing to a person. */
  options?: { value: string; label: string }[];
  children: ReactNode;
}

/** Says of a value that is hovered or has the focus who changed it last, when and from what. */
export function FieldHistory({ label, field, options, children }: FieldHistoryProps) {
  const entries = useContext(RecordHistory);
  const changes = entries ? changesOf(field, entries) : [];
  if (changes.length === 0) return children;
  const name = (value: unknown) =>
    options?.find((option) => option.value === value)?.label ?? shown(value);
  return (
    <Radix.Root openDelay={500} closeDelay={100}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side="right"
          align="start"
          sideOffset={8}
          collisionPadding={8}
          className="z-40 w-72 animate-appear rounded-lg border border-line bg-raised p-3 shadow-float"
        >
          <p className="mb-1.5 text-xs font-medium text-ink-3">{label}, as it changed</p>
          <ol className="grid gap-1.5">
            {changes.map(({ eventId, from, to, actor, recordedAt }) => (
              <li key={eventId} className="text-xs break-words">
                <span className="font-medium">{name(to)}</span>
                {from !== null && from !== undefined && (
                  <span className="text-ink-3"> instead of {name(from)}</span>
                )}
                <span className="block text-ink-3">
                  {actor}, {ago(recordedAt)}
                </span>
              </li>
            ))}
          </ol>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
