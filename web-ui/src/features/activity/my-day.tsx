import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, type Schemas } from '@/api/client';
import { cx } from '@/lib/cx';
import { count, dateTime } from '@/lib/format';
import { word } from '@/lib/url-search';
import {
  activityTypes,
  completeActivity,
  dayFromNow,
  isOverdue,
  reopenActivity,
  rescheduleActivity,
  subjectsOf,
  type Activity,
} from '@/shared/activities';
import { useResourceOfPage } from '@/shared/moments';
import { membersQuery } from '@/shared/people';
import { useRefusal } from '@/shared/permissions';
import { RecordLink } from '@/shared/record-link';
import { ActivityComposer } from '@/shared/records/activity-composer';
import { fullName, useSession } from '@/shared/session';
import { useShortcuts } from '@/shared/shortcuts';
import { useTime } from '@/shared/time';
import { Trouble } from '@/shared/trouble';
import { useUrlState } from '@/shared/url-state';
import { useAct } from '@/shared/use-act';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Menu, MenuItem } from '@/ui/menu';
import { SkeletonRows, State } from '@/ui/states';

const sections: { due: Schemas['Due']; title: string }[] = [
  { due: 'overdue', title: 'Overdue' },
  { due: 'today', title: 'Today' },
  { due: 'week', title: 'This week' },
];

/** What somebody has to do: what is late, what is for today, and what comes this week. */
export function MyDay() {
  const { user } = useSession();
  const [who, change] = useUrlState((search) => word(search['who']) ?? user.id);
  const { data: members } = useQuery(membersQuery);
  const { time } = useTime();
  useResourceOfPage('activities');
  const mayNotAdd = useRefusal('C', 'activities');
  const tasks = useQuery({
    queryKey: ['tasks', who, time],
    queryFn: ({ signal }) =>
      Promise.all(
        sections.map(({ due }) =>
          answer(
            api.GET('/api/tasks', {
              signal,
              params: {
                query: {
                  ...time,
                  due,
                  status: ['OPEN'],
                  ...(who === 'all' ? {} : { assigneeId: [who] }),
                  sort: 'scheduledAt',
                  pageSize: 100,
                },
              },
            }),
          ),
        ),
      ),
    placeholderData: keepPreviousData,
  });
  // What is due this week is also due today: each task is shown once, where it is most urgent.
  const seen = new Set<string>();
  const shown = sections.map(({ title }, index) => ({
    title,
    tasks: (tasks.data?.[index]?.data ?? []).filter(({ id }) => {
      if (seen.has(id)) return false;
      seen.add(id);
      return true;
    }),
  }));
  const person = members?.find(({ id }) => id === who);
  const walk = (by: 1 | -1) => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-task]')];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
  };
  useShortcuts([
    { keys: 'j', label: 'Next task', group: 'My day', run: () => walk(1) },
    { keys: 'k', label: 'Task before', group: 'My day', run: () => walk(-1) },
  ]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5">
        <h1 className="text-base font-semibold">{who === user.id ? 'My day' : 'Tasks'}</h1>
        <span className="flex-1" />
        <Menu
          button={
            <Button className={cx(who !== user.id && 'border-accent text-accent-text')}>
              <Icon name="contact" className="size-3.5" />
              {who === 'all' ? 'Everybody' : person ? fullName(person) : 'Mine'}
            </Button>
          }
        >
          <MenuItem checked={who === user.id} onSelect={() => change({ who: undefined })}>
            Mine
          </MenuItem>
          <MenuItem checked={who === 'all'} onSelect={() => change({ who: 'all' })}>
            Everybody
          </MenuItem>
          {members
            ?.filter(({ id }) => id !== user.id)
            .map((member) => (
              <MenuItem
                key={member.id}
                checked={member.id === who}
                onSelect={() => change({ who: member.id })}
              >
                {fullName(member)}
              </MenuItem>
            ))}
        </Menu>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-3xl px-4 py-5">
          {!mayNotAdd && <ActivityComposer />}
          {tasks.error ? (
            <Trouble error={tasks.error} retry={() => void tasks.refetch()} what="The tasks" />
          ) : !tasks.data ? (
            <SkeletonRows />
          ) : seen.size === 0 ? (
            <State icon="day" title="Nothing is due this week">
              Tasks and meetings appear here when they are due; a line above adds one.
            </State>
          ) : (
            shown
              .filter((section) => section.tasks.length > 0)
              .map((section) => (
                <section key={section.title} className="mt-6">
                  <h2 className="mb-1 flex gap-2 px-2 text-xs font-medium text-ink-3">
                    {section.title}
                    <span className="tabular-nums">{count(section.tasks.length)}</span>
                  </h2>
                  <ul>
                    {section.tasks.map((task) => (
                      <TaskRow key={task.id} task={task} who={who === 'all'} />
                    ))}
                  </ul>
                </section>
              ))
          )}
        </div>
      </div>
    </div>
  );
}

function TaskRow({ task, who }: { task: Activity; who: boolean }) {
  const act = useAct('tasks', 'activities');
  const refused = useRefusal('U', 'activities');
  const [gone, setGone] = useState(false);
  const { id, subject, scheduledAt } = task;
  const done = () => {
    setGone(true);
    void act(
      () => completeActivity(id),
      `${subject} done`,
      () => reopenActivity(id),
    ).then((isDone) => !isDone && setGone(false));
  };
  const later = (days: number, words: string) =>
    void act(
      () => rescheduleActivity(id, dayFromNow(days).toISOString()),
      `${subject} put off ${words}`,
      scheduledAt ? () => rescheduleActivity(id, scheduledAt) : undefined,
    );
  return (
    <li
      data-task={id}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || refused) return;
        if (event.key === 'x') done();
        else if (event.key === 'l') later(1, 'to tomorrow');
        else return;
        event.preventDefault();
      }}
      title="X: done · L: tomorrow"
      className={cx(
        'flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 rounded-md border-b border-line px-2 py-1.5 hover:bg-hover',
        gone && 'opacity-40',
      )}
    >
      <button
        type="button"
        role="checkbox"
        aria-checked={gone}
        aria-label={`${subject}: done`}
        disabled={refused !== undefined}
        title={refused ?? 'Done (X)'}
        onClick={done}
        className="grid size-5 shrink-0 place-items-center rounded-full border border-line-strong text-success hover:border-success"
      >
        {gone && <Icon name="check" className="size-3" />}
      </button>
      <Icon name={activityTypes[task.type].icon} className="size-4 text-ink-3" />
      <span className="min-w-40 flex-1">
        <span className="block font-medium">
          <RecordLink id={id} name={subject} />
        </span>
        <span className="flex flex-wrap gap-x-3 text-xs">
          {subjectsOf(task).map((about) => (
            <RecordLink key={about.id} {...about} />
          ))}
          {who && task.assigneeName && <span className="text-ink-3">{task.assigneeName}</span>}
        </span>
      </span>
      {scheduledAt && (
        <time
          dateTime={scheduledAt}
          className={cx('text-xs tabular-nums', isOverdue(task) ? 'text-danger' : 'text-ink-3')}
        >
          {dateTime(scheduledAt)}
        </time>
      )}
      <Menu
        button={
          <Button
            look="quiet"
            size="icon"
            aria-label={`Put ${subject} off`}
            disabled={refused !== undefined}
            title={refused ?? 'Put off'}
          >
            <Icon name="clock" />
          </Button>
        }
      >
        <MenuItem onSelect={() => later(1, 'to tomorrow')}>Tomorrow</MenuItem>
        <MenuItem onSelect={() => later(3, 'by three days')}>In three days</MenuItem>
        <MenuItem onSelect={() => later(7, 'by a week')}>In a week</MenuItem>
      </Menu>
    </li>
  );
}
