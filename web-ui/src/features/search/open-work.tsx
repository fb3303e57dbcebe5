import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answer, api } from '@/api/client';
import { ago, date, money } from '@/lib/format';
import { useSession } from '@/shared/session';
import { useTime } from '@/shared/time';
import { Trouble } from '@/shared/trouble';
import { SkeletonRows, State } from '@/ui/states';

/** What is shown before anything is searched for: my open deals, and what changed last. */
export function OpenWork() {
  const { user } = useSession();
  const { time } = useTime();
  const mine = useQuery({
    queryKey: ['deals', 'mine', user.id, time],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/deals', {
          signal,
          params: {
            query: {
              ...time,
              ownerId: [user.id],
              status: ['OPEN'],
              sort: 'expectedCloseDate',
              pageSize: 8,
            },
          },
        }),
      ),
  });
  const recent = useQuery({
    queryKey: ['deals', 'recent', time],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/deals', {
          signal,
          params: { query: { ...time, sort: '-updatedAt', pageSize: 8 } },
        }),
      ),
  });
  const error = mine.error ?? recent.error;
  if (error)
    return (
      <Trouble error={error} retry={() => void Promise.all([mine.refetch(), recent.refetch()])} />
    );
  if (!mine.data || !recent.data) return <SkeletonRows />;
  if (recent.data.data.length === 0) {
    return (
      <State icon="search" title="Nothing here to find yet">
        Create a contact or a deal with Ctrl K, or load a realistic showroom with ./nexus demo.
      </State>
    );
  }
  return (
    <div className="grid gap-8 md:grid-cols-2">
      <Section title="My open deals" none="No open deal is yours.">
        {mine.data.data.map((deal) => (
          <Row
            key={deal.id}
            id={deal.id}
            name={deal.name}
            note={deal.expectedCloseDate && `by ${date(deal.expectedCloseDate)}`}
            value={money(deal.value)}
          />
        ))}
      </Section>
      <Section title="Changed last" none="">
        {recent.data.data.map((deal) => (
          <Row
            key={deal.id}
            id={deal.id}
            name={deal.name}
            note={ago(deal.updatedAt)}
            value={deal.stageName}
          />
        ))}
      </Section>
    </div>
  );
}

function Section({
  title,
  none,
  children,
}: {
  title: string;
  none: string;
  children: React.ReactNode[];
}) {
  return (
    <section>
      <h2 className="mb-1 px-3 text-xs font-medium text-ink-3">{title}</h2>
      {children.length > 0 ? children : <p className="px-3 py-2 text-ink-3">{none}</p>}
    </section>
  );
}

function Row({
  id,
  name,
  note,
  value,
}: {
  id: string;
  name: string;
  note?: string | null;
  value: string | null;
}) {
  return (
    <Link
      to="/deals/$id"
      params={{ id }}
      className="flex h-9 items-center gap-3 rounded-md px-3 hover:bg-hover"
    >
      <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
      <span className="text-xs text-ink-3">{note}</span>
      <span className="text-ink-2 tabular-nums">{value}</span>
    </Link>
  );
}
