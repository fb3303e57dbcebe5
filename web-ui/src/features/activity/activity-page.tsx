import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { answer, api, ifMatch, type Schemas } from '@/api/client';
import { date, dateTime } from '@/lib/format';
import {
  activityTypes,
  completeActivity,
  isOverdue,
  reopenActivity,
  subjectsOf,
  type Activity,
} from '@/shared/activities';
import { membersQuery } from '@/shared/people';
import { useRefusal } from '@/shared/permissions';
import { RecordLink } from '@/shared/record-link';
import { ArchiveButton } from '@/shared/records/archive';
import { ConflictDialog } from '@/shared/records/conflict-dialog';
import { useRecordEditor } from '@/shared/records/editor';
import { InlineField } from '@/shared/records/inline-field';
import { RecordFrame, RecordSkeleton } from '@/shared/records/record-frame';
import { AllChanges } from '@/shared/records/timeline';
import { useHistory } from '@/shared/records/use-history';
import { fullName } from '@/shared/session';
import { useTime, type TimeQuery } from '@/shared/time';
import { Trouble } from '@/shared/trouble';
import { useAct } from '@/shared/use-act';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';

const getActivity = (id: string, query: TimeQuery, signal?: AbortSignal) =>
  answer(api.GET('/api/activities/{id}', { signal, params: { path: { id }, query } }));

/** A call, a note, a meeting or a task by itself. */
export function ActivityPage() {
  const { id } = useParams({ from: '/shell/activities/$id' });
  const { time } = useTime();
  const queryKey = useMemo(() => ['activities', 'record', id, time], [id, time]);
  const activity = useQuery({
    queryKey,
    queryFn: ({ signal }) => getActivity(id, time, signal),
    placeholderData: keepPreviousData,
  });
  if (activity.error)
    return (
      <Trouble error={activity.error} retry={() => void activity.refetch()} what="This activity" />
    );
  if (!activity.data) return <RecordSkeleton />;
  return <Page activity={activity.data} queryKey={queryKey} />;
}

function Page({ activity, queryKey }: { activity: Activity; queryKey: unknown[] }) {
  const { id } = activity;
  const refused = useRefusal('U', 'activities');
  const mayNotArchive = useRefusal('D', 'activities');
  const { data: members } = useQuery(membersQuery);
  const act = useAct('activities', 'tasks');
  const { save, conflict, settle } = useRecordEditor({
    record: activity,
    queryKey,
    patch: useCallback(
      (change: Schemas['ActivityChange'], version: number) =>
        answer(
          api.PATCH('/api/activities/{id}', {
            params: { path: { id }, header: ifMatch(version) },
            body: change,
          }),
        ),
      [id],
    ),
    reload: useCallback(() => getActivity(id, {}), [id]),
  });
  const history = useHistory('activities', id, (pageSize, signal) =>
    answer(
      api.GET('/api/activities/{id}/history', {
        signal,
        params: { path: { id }, query: { pageSize } },
      }),
    ),
  );
  const editing = { save, refused };
  const done = activity.status === 'COMPLETED';
  return (
    <>
      <RecordFrame
        history={history.entries}
        back={{ to: '/tasks', label: 'My day' }}
        title={activity.subject}
        badges={
          <>
            <Badge>{activityTypes[activity.type].label}</Badge>
            {done && <Badge tone="good">Done</Badge>}
            {isOverdue(activity) && <Badge tone="bad">Overdue</Badge>}
            {activity.archived && <Badge>Archived</Badge>}
          </>
        }
        actions={
          <>
            <Button
              look={done ? 'secondary' : 'primary'}
              disabled={refused !== undefined}
              title={refused}
              onClick={() =>
                void act(
                  () => (done ? reopenActivity(id) : completeActivity(id)),
                  done ? 'Opened again' : 'Done',
                  () => (done ? completeActivity(id) : reopenActivity(id)),
                )
              }
            >
              {done ? 'Reopen' : 'Done'}
            </Button>
            <ArchiveButton
              name={activity.subject}
              resource="activities"
              archived={activity.archived}
              refused={mayNotArchive}
              archive={() =>
                answer(api.DELETE('/api/activities/{id}', { params: { path: { id } } }))
              }
              restore={() =>
                answer(api.POST('/api/activities/{id}/restore', { params: { path: { id } } }))
              }
            />
          </>
        }
        fields={
          <>
            <InlineField
              {...editing}
              label="Subject"
              field="subject"
              value={activity.subject}
              required
            />
            <InlineField
              {...editing}
              label="More"
              field="description"
              kind="lines"
              value={activity.description}
            />
            <InlineField
              {...editing}
              label="When"
              field="scheduledAt"
              kind="instant"
              value={activity.scheduledAt}
            />
            <InlineField
              {...editing}
              label="Who"
              field="assigneeId"
              kind="choice"
              value={activity.assigneeId}
              options={(members ?? []).map((member) => ({
                value: member.id,
                label: fullName(member),
              }))}
            />
          </>
        }
        aside={
          <dl className="mt-4 grid grid-cols-[7.5rem_1fr] gap-2 border-t border-line pt-4">
            <dt className="text-ink-3">About</dt>
            <dd className="grid gap-1 px-2">
              {subjectsOf(activity).map((about) => (
                <RecordLink key={about.id} {...about} />
              ))}
              {subjectsOf(activity).length === 0 && '–'}
            </dd>
            <dt className="text-ink-3">Added</dt>
            <dd className="px-2">{date(activity.addedAt)}</dd>
            {activity.completedAt && (
              <>
                <dt className="text-ink-3">Done</dt>
                <dd className="px-2">{dateTime(activity.completedAt)}</dd>
              </>
            )}
          </dl>
        }
        tabs={[{ key: 'history', label: 'History', content: <AllChanges history={history} /> }]}
      />
      <ConflictDialog conflict={conflict} onSettled={settle} />
    </>
  );
}
