import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, type Schemas } from '@/api/client';
import { cx } from '@/lib/cx';
import { actorName, ago, dateTime, eventName } from '@/lib/format';
import { word } from '@/lib/url-search';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { SkeletonRows } from '@/ui/states';
import {
  activityTypes,
  completeActivity,
  isOverdue,
  reopenActivity,
  type Activity,
} from '../activities';
import { useRefusal } from '../permissions';
import { RecordLink } from '../record-link';
import { useTime, type TimeQuery } from '../time';
import { Trouble } from '../trouble';
import { useUrlState } from '../url-state';
import { useAct } from '../use-act';
import { ActivityComposer, type AboutField } from './activity-composer';
import { ActorMark, Changes, History, useMomentsOf } from './history';
import type { Undoable } from './undo';
import type { useHistory } from './use-history';

type WithTimeline = 'deals' | 'contacts' | 'companies' | 'projects';

interface TimelineProps {
  resource: WithTimeline;
  id: string;
  about: AboutField;
  history: ReturnType<typeof useHistory>;
}

const PAGE = 30;

const readPage = (
  resource: WithTimeline,
  id: string,
  time: TimeQuery,
  cursor: string | undefined,
  signal: AbortSignal,
) => {
  const params = { path: { id }, query: { ...time, cursor, pageSize: PAGE } };
  switch (resource) {
    case 'deals':
      return answer(api.GET('/api/deals/{id}/timeline', { signal, params }));
    case 'contacts':
      return answer(api.GET('/api/contacts/{id}/timeline', { signal, params }));
    case 'companies':
      return answer(api.GET('/api/companies/{id}/timeline', { signal, params }));
    case 'projects':
      return answer(api.GET('/api/projects/{id}/timeline', { signal, params }));
  }
};

const views = [
  { value: undefined, label: 'Everything' },
  { value: 'activities', label: 'Activities' },
  { value: 'changes', label: 'Changes' },
] as const;

/** What happened to a record and what was done about it, newest first. */
export function Timeline({ resource, id, about, history }: TimelineProps) {
  const [view, change] = useUrlState((search) => word(search['show']));
  const refused = useRefusal('C', 'activities');
  return (
    <>
      {!refused && <ActivityComposer about={about} id={id} />}
      <div role="radiogroup" aria-label="What is shown" className="mt-3 mb-1 flex gap-1">
        {views.map(({ value, label }) => (
          <button
            key={label}
            type="button"
            role="radio"
            aria-checked={view === value}
            onClick={() => change({ show: value }, { replace: true })}
            className="h-7 rounded-md px-2 text-xs text-ink-3 hover:bg-hover aria-checked:bg-hover aria-checked:font-medium aria-checked:text-ink"
          >
            {label}
          </button>
        ))}
      </div>
      {view === 'changes' ? (
        <AllChanges history={history} undoable={{ resource, id }} />
      ) : (
        <Entries resource={resource} id={id} history={history} only={view} />
      )}
    </>
  );
}

/** The record's own history, by itself. */
export function AllChanges({
  history,
  undoable,
}: {
  history: ReturnType<typeof useHistory>;
  undoable?: { resource: Undoable; id: string };
}) {
  if (history.entries)
    return <History entries={history.entries} more={history.more} undoable={undoable} />;
  if (history.error)
    return (
      <Trouble error={history.error} retry={() => void history.refetch()} what="The history" />
    );
  return <SkeletonRows rows={6} />;
}

interface EntriesProps {
  resource: WithTimeline;
  id: string;
  history: ReturnType<typeof useHistory>;
  only?: string;
}

function Entries({ resource, id, history, only }: EntriesProps) {
  const { time } = useTime();
  useMomentsOf(history.entries);
  const timeline = useInfiniteQuery({
    queryKey: [resource, 'timeline', id, time],
    queryFn: ({ signal, pageParam }) => readPage(resource, id, time, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  if (timeline.error)
    return (
      <Trouble error={timeline.error} retry={() => void timeline.refetch()} what="The timeline" />
    );
  if (!timeline.data) return <SkeletonRows rows={6} />;
  const entries = timeline.data.pages
    .flatMap((page) => page.data)
    .filter((entry) => only !== 'activities' || entry.kind === 'ACTIVITY');
  return (
    <>
      {entries.length === 0 && (
        <p className="py-6 text-ink-3">No calls, notes or tasks yet. The first is a line above.</p>
      )}
      <ol className="relative before:absolute before:inset-y-3 before:left-[0.6875rem] before:w-px before:bg-line">
        {entries.map((entry) =>
          entry.activity ? (
            <ActivityEntry key={entry.activity.id} activity={entry.activity} at={entry.at} />
          ) : (
            entry.event && (
              <EventEntry
                key={entry.event.eventId}
                event={entry.event}
                at={entry.at}
                changes={
                  history.entries?.find(({ eventId }) => eventId === entry.event?.eventId)?.changes
                }
              />
            )
          ),
        )}
      </ol>
      {timeline.hasNextPage && (
        <Button
          size="sm"
          busy={timeline.isFetchingNextPage}
          onClick={() => void timeline.fetchNextPage()}
          className="mt-2"
        >
          Earlier
        </Button>
      )}
    </>
  );
}

const When = ({ at }: { at: string }) => (
  <time dateTime={at} title={dateTime(at)} className="text-ink-3">
    {ago(at)}
  </time>
);

interface EventEntryProps {
  event: Schemas['TimelineEvent'];
  at: string;
  changes?: Schemas['Change'][];
}

function EventEntry({ event, at, changes }: EventEntryProps) {
  return (
    <li className="relative flex gap-3 py-2">
      <ActorMark actor={event.actor} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{eventName(event.type)}</span>
          <span className="text-ink-3">{actorName(event.actor)}</span>
          <When at={at} />
        </p>
        {changes && <Changes changes={changes} />}
      </div>
    </li>
  );
}

function ActivityEntry({ activity, at }: { activity: Activity; at: string }) {
  const refused = useRefusal('U', 'activities');
  const act = useAct('activities', 'tasks', 'deals', 'contacts', 'companies', 'projects');
  const [busy, setBusy] = useState(false);
  const { icon, label } = activityTypes[activity.type];
  const done = activity.status === 'COMPLETED';
  const toggle = async () => {
    setBusy(true);
    await act(
      () => (done ? reopenActivity(activity.id) : completeActivity(activity.id)),
      `${activity.subject} ${done ? 'opened again' : 'done'}`,
      () => (done ? completeActivity(activity.id) : reopenActivity(activity.id)),
    );
    setBusy(false);
  };
  return (
    <li className="relative flex gap-3 py-2">
      <span
        title={label}
        className="relative grid size-[1.4375rem] shrink-0 place-items-center rounded-md border border-line-strong bg-surface text-ink-2"
      >
        <Icon name={icon} className="size-3.5" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className={cx('font-medium', done && activity.type === 'TASK' && 'line-through')}>
            <RecordLink id={activity.id} name={activity.subject} />
          </span>
          <span className="text-ink-3">{activity.assigneeName ?? label}</span>
          <When at={at} />
          {!done && activity.scheduledAt && (
            <Badge tone={isOverdue(activity) ? 'bad' : 'plain'}>
              due {dateTime(activity.scheduledAt)}
            </Badge>
          )}
        </p>
        {activity.description && (
          <p className="mt-0.5 break-words whitespace-pre-wrap text-ink-2">
            {activity.description}
          </p>
        )}
      </div>
      {(activity.type === 'TASK' || !done) && (
        <Button
          size="sm"
          look="quiet"
          busy={busy}
          disabled={refused !== undefined}
          title={refused}
          onClick={() => void toggle()}
        >
          {done ? 'Reopen' : 'Done'}
        </Button>
      )}
    </li>
  );
}
