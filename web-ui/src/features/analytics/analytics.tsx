import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { answer, api } from '@/api/client';
import { cx } from '@/lib/cx';
import { count, money, moneyShort, percent, plural, sentence } from '@/lib/format';
import { word } from '@/lib/url-search';
import { useResourceOfPage } from '@/shared/moments';
import { RecordLink } from '@/shared/record-link';
import { useTime } from '@/shared/time';
import { Trouble } from '@/shared/trouble';
import { useUrlState } from '@/shared/url-state';
import { Bars } from '@/ui/bars';
import { Button } from '@/ui/button';
import { inputLook } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { Skeleton } from '@/ui/states';
import { asCsv, save } from './csv';

interface Scope {
  from?: string;
  to?: string;
  asOf?: string;
  effectiveAt?: string;
}

const groups = [
  { value: 'owner', label: 'Owner' },
  { value: 'company.sector', label: 'Sector' },
  { value: 'source', label: 'Source' },
  { value: 'company', label: 'Company' },
  { value: 'month', label: 'Month' },
];

const DAY = /^\d{4}-\d\d-\d\d$/;
const day = (value: unknown) => {
  const text = word(value);
  return text && DAY.test(text) ? text : undefined;
};

/** How selling, delivering and marketing go: every figure leads to what it was made of. */
export function Analytics() {
  const [{ from, to, by }, change] = useUrlState((search) => ({
    from: day(search['from']),
    to: day(search['to']),
    by: word(search['by']) ?? 'owner',
  }));
  const { time } = useTime();
  useResourceOfPage('deals');
  const scope: Scope = { ...time, from, to };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5">
        <h1 className="text-base font-semibold">Analytics</h1>
        <span className="flex-1" />
        {(['from', 'to'] as const).map((end) => (
          <label key={end} className="flex items-center gap-2 text-xs text-ink-3">
            {sentence(end)}
            <input
              type="date"
              value={(end === 'from' ? from : to) ?? ''}
              onChange={(event) => change({ [end]: event.target.value || undefined })}
              className={cx(inputLook, 'h-8 w-36 border-line-strong')}
            />
          </label>
        ))}
        {(from ?? to) && (
          <Button look="quiet" onClick={() => change({ from: undefined, to: undefined })}>
            All time
          </Button>
        )}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-6xl gap-4 p-4 lg:grid-cols-2">
          <Pipeline scope={scope} />
          <WinRate scope={scope} by={by} onBy={(value) => change({ by: value })} />
          <Forecast scope={scope} />
          <Velocity scope={scope} />
          <Leaderboard scope={scope} />
          <StageDurations scope={scope} />
          <Projects scope={scope} />
          <Campaigns scope={scope} />
        </div>
      </div>
    </div>
  );
}

interface CardProps<T> {
  title: string;
  query: UseQueryResult<T>;
  definition?: (data: T) => string;
  rows?: (data: T) => (string | number | null)[][];
  isEmpty: (data: T) => boolean;
  controls?: ReactNode;
  children: (data: T) => ReactNode;
}

/** A figure with what it means, and the table of it to take away. */
function Card<T>({ title, query, definition, rows, isEmpty, controls, children }: CardProps<T>) {
  const [explained, setExplained] = useState(false);
  const { data } = query;
  return (
    <section
      aria-label={title}
      className={cx(
        'min-w-0 rounded-lg border border-line bg-raised p-4',
        query.isPlaceholderData && 'opacity-70',
      )}
    >
      <header className="mb-3 flex min-h-8 items-center gap-2">
        <h2 className="flex-1 font-semibold">{title}</h2>
        {controls}
        {data && definition && (
          <Button
            look="quiet"
            size="icon"
            aria-expanded={explained}
            aria-label={`What ${title.toLowerCase()} means`}
            title="What it means"
            onClick={() => setExplained(!explained)}
          >
            <span aria-hidden>?</span>
          </Button>
        )}
        {data && rows && !isEmpty(data) && (
          <Button
            look="quiet"
            size="icon"
            aria-label={`Take ${title.toLowerCase()} away as a table`}
            title="As a table (CSV)"
            onClick={() =>
              save(`${title.toLowerCase().replaceAll(' ', '-')}.csv`, asCsv(rows(data)))
            }
          >
            <Icon name="download" />
          </Button>
        )}
      </header>
      {explained && data && definition && (
        <p className="mb-3 rounded-md bg-sunken px-3 py-2 text-ink-2">{definition(data)}</p>
      )}
      {query.error ? (
        <Trouble error={query.error} retry={() => void query.refetch()} what={title} />
      ) : !data ? (
        <Skeleton className="h-40" />
      ) : isEmpty(data) ? (
        <p className="py-8 text-center text-ink-3">Nothing to count yet.</p>
      ) : (
        children(data)
      )}
    </section>
  );
}

const common = { placeholderData: keepPreviousData } as const;

function Pipeline({ scope }: { scope: Scope }) {
  const query = useQuery({
    ...common,
    queryKey: ['deals', 'analytics', 'pipeline', scope],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/analytics/pipeline', { signal, params: { query: scope } })),
  });
  return (
    <Card
      title="Pipeline"
      query={query}
      definition={(data) => data.definition}
      isEmpty={(data) => data.stages.every((stage) => stage.count === 0)}
      rows={(data) => [
        ['stage', 'deals', 'total', 'weighted', 'currency'],
        ...data.stages.map((stage) => [
          stage.name,
          stage.count,
          stage.total.amount,
          stage.weighted.amount,
          stage.total.currency,
        ]),
      ]}
    >
      {(data) => (
        <>
          <dl className="mb-3 grid grid-cols-3 gap-2">
            <Figure name="Open" value={moneyShort(data.open.total)}>
              <Link to="/deals" search={{ status: 'OPEN' }} className="hover:underline">
                {plural(data.open.count, 'deal')}, {moneyShort(data.open.weighted)} weighted
              </Link>
            </Figure>
            <Figure name="Won" value={moneyShort(data.won.total)}>
              <Link to="/deals" search={{ status: 'WON' }} className="hover:underline">
                {plural(data.won.count, 'deal')}
              </Link>
            </Figure>
            <Figure name="Lost" value={moneyShort(data.lost.total)}>
              <Link to="/deals" search={{ status: 'LOST' }} className="hover:underline">
                {plural(data.lost.count, 'deal')}
              </Link>
            </Figure>
          </dl>
          <Bars
            caption="Value of the open deals by stage"
            bars={data.stages
              .filter((stage) => stage.kind === 'OPEN')
              .map((stage) => ({
                key: stage.id,
                label: (
                  <Link to="/deals" search={{ stageId: stage.id }} className="hover:underline">
                    {stage.name}
                  </Link>
                ),
                value: Number(stage.total.amount),
                part: Number(stage.weighted.amount),
                text: `${moneyShort(stage.total)} · ${count(stage.count)}`,
                note: `${money(stage.weighted)} weighted`,
              }))}
          />
        </>
      )}
    </Card>
  );
}

function Figure({ name, value, children }: { name: string; value: string; children?: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="truncate text-lg font-semibold tabular-nums">{value}</dd>
      {children && <dd className="text-xs text-ink-2">{children}</dd>}
    </div>
  );
}

function WinRate({ scope, by, onBy }: { scope: Scope; by: string; onBy: (by: string) => void }) {
  const query = useQuery({
    ...common,
    queryKey: ['deals', 'analytics', 'win-rate', by, scope],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/analytics/win-rate', {
          signal,
          params: { query: { ...scope, groupBy: by } },
        }),
      ),
  });
  return (
    <Card
      title="Win rate"
      query={query}
      definition={(data) => data.definition}
      isEmpty={(data) => data.data.length === 0}
      rows={(data) => [
        [by, 'won', 'lost', 'rate', 'wonValue', 'currency'],
        ...data.data.map((row) => [
          row.label,
          row.won,
          row.lost,
          row.rate,
          row.wonValue.amount,
          row.wonValue.currency,
        ]),
      ]}
      controls={
        <select
          aria-label="Win rate by"
          value={by}
          onChange={(event) => onBy(event.target.value)}
          className={cx(inputLook.replace('w-full', 'w-28'), 'h-8 border-line-strong')}
        >
          {groups.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      }
    >
      {(data) => (
        <>
          <p className="mb-2 text-ink-2">
            <b className="text-lg text-ink tabular-nums">{percent(data.total.rate)}</b> of{' '}
            {plural(data.total.won + data.total.lost, 'closed deal')},{' '}
            {moneyShort(data.total.wonValue)} won
          </p>
          <Bars
            caption={`Win rate by ${by}`}
            bars={data.data.slice(0, 12).map((row) => ({
              key: row.key ?? 'none',
              label:
                by === 'owner' && row.key ? (
                  <Link
                    to="/deals"
                    search={{ ownerId: row.key, status: ['WON', 'LOST'] }}
                    className="hover:underline"
                  >
                    {row.label}
                  </Link>
                ) : by === 'source' && row.key ? (
                  <Link
                    to="/"
                    search={{ source: row.key, type: 'deal' }}
                    className="hover:underline"
                  >
                    {row.label}
                  </Link>
                ) : by === 'company' && row.key ? (
                  <RecordLink id={row.key} name={row.label} />
                ) : (
                  row.label || 'None'
                ),
              value: 1,
              part: row.rate,
              text: `${percent(row.rate)} · ${count(row.won)}/${count(row.won + row.lost)}`,
              note: money(row.wonValue),
            }))}
          />
        </>
      )}
    </Card>
  );
}

function Forecast({ scope }: { scope: Scope }) {
  const query = useQuery({
    ...common,
    queryKey: ['deals', 'analytics', 'forecast', scope],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/analytics/forecast', { signal, params: { query: scope } })),
  });
  return (
    <Card
      title="Forecast"
      query={query}
      definition={(data) => data.definition}
      isEmpty={(data) => data.data.length === 0}
      rows={(data) => [
        ['month', 'deals', 'total', 'weighted', 'currency'],
        ...data.data.map((row) => [
          row.month,
          row.count,
          row.total.amount,
          row.weighted.amount,
          row.total.currency,
        ]),
      ]}
    >
      {(data) => (
        <>
          <p className="mb-2 text-ink-2">
            <b className="text-lg text-ink tabular-nums">{moneyShort(data.total.weighted)}</b>{' '}
            weighted, of {moneyShort(data.total.total)} in {plural(data.total.count, 'open deal')}
          </p>
          <Bars
            caption="Expected by month"
            bars={data.data.slice(0, 12).map((row) => ({
              key: row.month ?? 'none',
              label: row.month ? monthName(row.month) : 'Without a date',
              value: Number(row.total.amount),
              part: Number(row.weighted.amount),
              text: `${moneyShort(row.weighted)} · ${count(row.count)}`,
              note: `${money(row.total)} in all`,
            }))}
          />
        </>
      )}
    </Card>
  );
}

const monthFormat = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' });
const monthName = (month: string) => monthFormat.format(new Date(`${month}-15T12:00:00`));

const days = (value: number | null) => (value === null ? '–' : `${Math.round(value)} d`);

function Velocity({ scope }: { scope: Scope }) {
  const query = useQuery({
    ...common,
    queryKey: ['deals', 'analytics', 'velocity', scope],
    queryFn: ({ signal }) =>
      Promise.all(
        (['won', 'lost'] as const).map((outcome) =>
          answer(
            api.GET('/api/analytics/velocity', {
              signal,
              params: { query: { ...scope, outcome } },
            }),
          ),
        ),
      ),
  });
  return (
    <Card
      title="Velocity"
      query={query}
      definition={([won]) => won?.definition ?? ''}
      isEmpty={(all) => all.every((one) => one.count === 0)}
    >
      {([won, lost]) => (
        <div className="grid gap-4">
          {(
            [
              ['Won', won],
              ['Lost', lost],
            ] as const
          ).map(
            ([name, one]) =>
              one && (
                <dl key={name} className="grid grid-cols-4 gap-2">
                  <Figure name={name} value={count(one.count)} />
                  <Figure name="Half within" value={days(one.cycleDays.median)} />
                  <Figure name="On average" value={days(one.cycleDays.mean)} />
                  <Figure name="9 of 10 within" value={days(one.cycleDays.p90)} />
                </dl>
              ),
          )}
        </div>
      )}
    </Card>
  );
}

function Leaderboard({ scope }: { scope: Scope }) {
  const query = useQuery({
    ...common,
    queryKey: ['deals', 'analytics', 'leaderboard', scope],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/analytics/leaderboard', { signal, params: { query: scope } })),
  });
  return (
    <Card
      title="Leaderboard"
      query={query}
      definition={(data) => data.definition}
      isEmpty={(data) => data.data.length === 0}
      rows={(data) => [
        ['rank', 'owner', 'won', 'lost', 'wonValue', 'open', 'openValue', 'currency'],
        ...data.data.map((row) => [
          row.rank,
          row.ownerName,
          row.won,
          row.lost,
          row.wonValue.amount,
          row.open,
          row.openValue.amount,
          row.wonValue.currency,
        ]),
      ]}
    >
      {(data) => (
        <Bars
          caption="Value won by owner"
          bars={data.data.slice(0, 12).map((row) => ({
            key: row.ownerId ?? 'nobody',
            label: row.ownerId ? (
              <Link to="/deals" search={{ ownerId: row.ownerId }} className="hover:underline">
                {row.rank}. {row.ownerName}
              </Link>
            ) : (
              `${row.rank}. ${row.ownerName}`
            ),
            value: Number(row.wonValue.amount),
            part: Number(row.wonValue.amount),
            text: `${moneyShort(row.wonValue)} · ${count(row.won)}`,
            note: `${percent(row.rate)} won; ${count(row.open)} open, ${money(row.openValue)}`,
          }))}
        />
      )}
    </Card>
  );
}

function StageDurations({ scope }: { scope: Scope }) {
  const query = useQuery({
    ...common,
    queryKey: ['deals', 'analytics', 'stage-duration', scope],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/analytics/stage-duration', { signal, params: { query: scope } })),
  });
  return (
    <Card
      title="Time in stages"
      query={query}
      definition={(data) => data.definition}
      isEmpty={(data) => data.data.every((row) => row.visits === 0)}
      rows={(data) => [
        ['stage', 'visits', 'meanDays', 'medianDays', 'p90Days'],
        ...data.data.map((row) => [
          row.name,
          row.visits,
          row.days.mean,
          row.days.median,
          row.days.p90,
        ]),
      ]}
    >
      {(data) => (
        <Bars
          caption="Days in each stage: half within, and nine of ten within"
          bars={data.data
            .filter((row) => row.visits > 0 && row.kind === 'OPEN')
            .map((row) => ({
              key: row.id,
              label: row.name,
              value: row.days.p90 ?? 0,
              part: row.days.median ?? 0,
              text: `${days(row.days.median)} – ${days(row.days.p90)}`,
              note: `${plural(row.visits, 'visit')}, ${days(row.days.mean)} on average`,
            }))}
        />
      )}
    </Card>
  );
}

function Projects({ scope }: { scope: Scope }) {
  const query = useQuery({
    ...common,
    queryKey: ['projects', 'analytics', scope],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/analytics/projects', { signal, params: { query: scope } })),
  });
  return (
    <Card
      title="Projects"
      query={query}
      definition={(data) => data.definition}
      isEmpty={(data) => data.stages.every((row) => row.visits === 0 && row.current === 0)}
      rows={(data) => [
        ['stage', 'visits', 'meanDays', 'allowedDays', 'onTimeRate', 'current', 'overdue'],
        ...data.stages.map((row) => [
          row.stage,
          row.visits,
          row.days.mean,
          row.allowedDays,
          row.onTimeRate,
          row.current,
          row.overdue,
        ]),
      ]}
    >
      {(data) => (
        <>
          <dl className="mb-3 grid grid-cols-3 gap-2">
            <Figure
              name="On time"
              value={data.onTimeRate === null ? '–' : percent(data.onTimeRate)}
            />
            <Figure name="Completed" value={count(data.completed.count)}>
              half within {days(data.completed.cycleDays.median)}
            </Figure>
            <Figure name="Bottleneck" value={data.bottleneck ? sentence(data.bottleneck) : '–'} />
          </dl>
          <Bars
            caption="Projects in each stage, and those that are late"
            bars={data.stages
              .filter((row) => row.current > 0)
              .map((row) => ({
                key: row.stage,
                label: (
                  <Link to="/projects" search={{ stage: row.stage }} className="hover:underline">
                    {sentence(row.stage)}
                  </Link>
                ),
                value: row.current,
                part: row.overdue,
                text: `${count(row.current)}, ${count(row.overdue)} late`,
                note:
                  row.onTimeRate === null
                    ? undefined
                    : `${percent(row.onTimeRate)} of ${plural(row.visits, 'stay')} on time`,
              }))}
          />
          {data.waivers.length > 0 && (
            <p className="mt-3 text-xs text-ink-3">
              Waived most: {data.waivers[0]?.reason} ({count(data.waivers[0]?.count ?? 0)})
            </p>
          )}
        </>
      )}
    </Card>
  );
}

function Campaigns({ scope }: { scope: Scope }) {
  const query = useQuery({
    ...common,
    queryKey: ['campaigns', 'analytics', scope],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/analytics/campaigns', { signal, params: { query: scope } })),
  });
  return (
    <Card
      title="Campaigns"
      query={query}
      definition={(data) => data.definition}
      isEmpty={(data) => data.data.length === 0}
      rows={(data) => [
        ['campaign', 'audience', 'sent', 'opened', 'clicked', 'deals', 'wonValue', 'currency'],
        ...data.data.map((row) => [
          row.name,
          row.audience,
          row.sent,
          row.opened,
          row.clicked,
          row.deals,
          row.wonValue.amount,
          row.wonValue.currency,
        ]),
      ]}
    >
      {(data) => (
        <Bars
          caption="Sent and opened by campaign"
          bars={data.data.slice(0, 10).map((row) => ({
            key: row.campaignId,
            label: <RecordLink id={row.campaignId} name={row.name} />,
            value: row.sent,
            part: row.opened,
            text: `${count(row.sent)} · ${percent(row.openRate)} opened`,
            note: `${percent(row.clickRate)} clicked; ${plural(row.deals, 'deal')}, ${money(row.wonValue)} won`,
          }))}
        />
      )}
    </Card>
  );
}
