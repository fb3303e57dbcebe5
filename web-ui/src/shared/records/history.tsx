import { useMemo } from 'react';
import type { Schemas } from '@/api/client';
import { cx } from '@/lib/cx';
import { actorName, ago, dateTime, eventName, sentence } from '@/lib/format';
import { Avatar, Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { useMomentsOfPage } from '../moments';
import { useRefusal } from '../permissions';
import { useTime } from '../time';
import { useAct } from '../use-act';
import { undoEvent, type Undoable } from './undo';
import { shown } from './value';

type Entry = Schemas['HistoryEntry'];

interface HistoryProps {
  entries: Entry[];
  /** The record, where its events can be taken back. */
  undoable?: { resource: Undoable; id: string };
  more?: () => void;
}

const short = (value: unknown) => {
  const text = shown(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};

/** Gives the time bar the changes of a record. */
export function useMomentsOf(entries: Entry[] | undefined): void {
  const moments = useMemo(
    () => (entries ?? []).map(({ recordedAt, actor }) => ({ at: recordedAt, kind: actor.kind })),
    [entries],
  );
  useMomentsOfPage(moments);
}

/** All that has happened to a record, newest first, each with who, when and what it changed. */
export function History({ entries, more, undoable }: HistoryProps) {
  const { go, at } = useTime();
  useMomentsOf(entries);
  return (
    <>
      <ol className="relative before:absolute before:inset-y-3 before:left-[0.6875rem] before:w-px before:bg-line">
        {entries.map((entry) => (
          <li
            key={entry.eventId}
            className={cx(
              'group relative flex gap-3 py-2',
              at && entry.recordedAt > at && 'grayscale',
            )}
          >
            <ActorMark actor={entry.actor} />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium">{eventName(entry.type)}</span>
                {at && entry.recordedAt > at && <Badge>not yet</Badge>}
                <span className="text-ink-3">{actorName(entry.actor)}</span>
                <time
                  dateTime={entry.recordedAt}
                  title={dateTime(entry.recordedAt)}
                  className="text-ink-3"
                >
                  {ago(entry.recordedAt)}
                </time>
              </p>
              <Changes changes={entry.changes} />
            </div>
            {undoable && !at && <UndoButton {...undoable} entry={entry} />}
            <Button
              size="sm"
              look="quiet"
              aria-label={`Show as known on ${dateTime(entry.recordedAt)}`}
              title="Show the record as it was known then"
              aria-pressed={at === entry.recordedAt}
              onClick={() => go(entry.recordedAt, 'known')}
              className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
            >
              <Icon name="clock" className="size-3.5" />
            </Button>
          </li>
        ))}
      </ol>
      {more && (
        <Button size="sm" onClick={more} className="mt-2">
          Earlier
        </Button>
      )}
    </>
  );
}

function UndoButton({ resource, id, entry }: { resource: Undoable; id: string; entry: Entry }) {
  const act = useAct(resource);
  const refused = useRefusal('U', resource);
  const name = eventName(entry.type);
  if (refused) return null;
  return (
    <Button
      size="sm"
      look="quiet"
      aria-label={`Undo: ${name} of ${dateTime(entry.recordedAt)}`}
      title="Take back what this did; what happened since stays"
      onClick={() => void act(() => undoEvent(resource, id, entry.eventId), `Undone: ${name}`)}
      className="opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
    >
      Undo
    </Button>
  );
}

/** What became what; ids say nothing to a person and are left out. */
export function Changes({ changes }: { changes: Schemas['Change'][] }) {
  return (
    <ul className="mt-0.5 text-ink-2">
      {changes
        .filter(({ field }) => !/Ids?$|^id$/.test(field))
        .map((change) => (
          <li key={change.field} className="break-words">
            <span className="text-ink-3">{sentence(change.field)}</span>{' '}
            {change.from !== null && change.from !== undefined && (
              <>
                <span className="line-through decoration-ink-3">{short(change.from)}</span>{' '}
                <span aria-label="became">→</span>{' '}
              </>
            )}
            {short(change.to)}
          </li>
        ))}
    </ul>
  );
}

/** Who did it: a person by their initials, what is no person by a sign. */
export function ActorMark({ actor }: { actor: Schemas['Actor'] }) {
  if (actor.kind === 'USER')
    return <Avatar name={actor.name} className="relative size-[1.4375rem]" />;
  return (
    <span
      title={sentence(actor.kind)}
      className="relative grid size-[1.4375rem] shrink-0 place-items-center rounded-full border border-line-strong bg-surface text-ink-3"
    >
      <Icon name={actor.kind === 'IMPORT' ? 'down' : 'project'} className="size-3" />
    </span>
  );
}
