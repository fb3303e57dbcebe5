import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answer, api } from '@/api/client';
import { cx } from '@/lib/cx';
import { ago, count, sentence } from '@/lib/format';
import { word } from '@/lib/url-search';
import { RecordLink } from '@/shared/record-link';
import { useTime } from '@/shared/time';
import { Trouble } from '@/shared/trouble';
import { useUrlState } from '@/shared/url-state';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { SkeletonRows, State } from '@/ui/states';
import type { Campaign, DeliveryState } from './campaign-api';

/** The way of a message, and where it may end early. */
const funnel = ['audience', 'sent', 'delivered', 'opened', 'clicked'] as const;
const lost = ['skipped', 'failed', 'bounced', 'complained', 'unsubscribed'] as const;

const states: { value: DeliveryState; label: string; tone: 'plain' | 'good' | 'bad' | 'past' }[] = [
  { value: 'QUEUED', label: 'Queued', tone: 'plain' },
  { value: 'SENT', label: 'Sent', tone: 'good' },
  { value: 'DELIVERED', label: 'Delivered', tone: 'good' },
  { value: 'OPENED', label: 'Opened', tone: 'good' },
  { value: 'CLICKED', label: 'Clicked', tone: 'good' },
  { value: 'SKIPPED', label: 'Skipped', tone: 'past' },
  { value: 'FAILED', label: 'Failed', tone: 'bad' },
  { value: 'BOUNCED_SOFT', label: 'Bounced for now', tone: 'bad' },
  { value: 'BOUNCED_HARD', label: 'Bounced for good', tone: 'bad' },
  { value: 'COMPLAINED', label: 'Complained', tone: 'bad' },
  { value: 'UNSUBSCRIBED', label: 'Unsubscribed', tone: 'past' },
];

/** Who got it and who did not, and why; while it is sent, as it happens. */
export function DeliveriesTab({ campaign }: { campaign: Campaign }) {
  const [chosen, change] = useUrlState((search) => word(search['state']));
  const state = states.find(({ value }) => value === chosen)?.value;
  const { time } = useTime();
  const live = campaign.status === 'ACTIVE' ? 1500 : (false as const);
  const { id } = campaign;
  const stats = useQuery({
    queryKey: ['campaigns', 'stats', id, time],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/campaigns/{id}/stats', { signal, params: { path: { id }, query: time } }),
      ),
    refetchInterval: live,
  });
  const rows = useInfiniteQuery({
    queryKey: ['campaigns', 'deliveries', id, state],
    queryFn: ({ signal, pageParam }) =>
      answer(
        api.GET('/api/campaigns/{id}/deliveries', {
          signal,
          params: { path: { id }, query: { state, cursor: pageParam, pageSize: 50 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: live,
  });
  if (rows.error)
    return <Trouble error={rows.error} retry={() => void rows.refetch()} what="The deliveries" />;
  if (!rows.data || !stats.data) return <SkeletonRows rows={8} />;
  if (stats.data.audience === 0)
    return (
      <State icon="campaign" title="Nothing was sent yet" className="py-10">
        Once it starts, everybody who is to get it stands here, with what became of it.
      </State>
    );
  const deliveries = rows.data.pages.flatMap((page) => page.data);
  return (
    <>
      <dl className="mb-4 grid grid-cols-5 gap-2">
        {funnel.map((name) => (
          <div key={name} className="min-w-0">
            <dt className="truncate text-xs text-ink-3">{sentence(name)}</dt>
            <dd className="text-lg font-semibold tabular-nums">{count(stats.data[name])}</dd>
            <dd
              aria-hidden
              className="mt-1 h-1 rounded bg-accent"
              style={{ width: `${(100 * stats.data[name]) / stats.data.audience}%` }}
            />
          </div>
        ))}
      </dl>
      <p className="mb-4 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-3">
        {lost
          .filter((name) => stats.data[name] > 0)
          .map((name) => (
            <span key={name}>
              {sentence(name)} <b className="text-ink tabular-nums">{count(stats.data[name])}</b>
            </span>
          ))}
        {stats.data.queued > 0 && (
          <span>
            Still to send <b className="text-ink tabular-nums">{count(stats.data.queued)}</b>
          </span>
        )}
      </p>
      <div role="radiogroup" aria-label="Which deliveries" className="mb-2 flex flex-wrap gap-1">
        {[{ value: undefined, label: 'Everybody' }, ...states].map(({ value, label }) => (
          <button
            key={label}
            type="button"
            role="radio"
            aria-checked={state === value}
            onClick={() => change({ state: value }, { replace: true })}
            className="h-7 rounded-md px-2 text-xs text-ink-3 hover:bg-hover aria-checked:bg-hover aria-checked:font-medium aria-checked:text-ink"
          >
            {label}
          </button>
        ))}
      </div>
      {deliveries.length === 0 && <p className="py-6 text-ink-3">Nobody.</p>}
      <ul>
        {deliveries.map((delivery) => {
          const known = states.find(({ value }) => value === delivery.state);
          return (
            <li
              key={`${delivery.contactId}${delivery.channel}`}
              className="flex min-h-10 flex-wrap items-center gap-x-3 border-b border-line py-1"
            >
              <span className="min-w-40 flex-1 break-all">
                <RecordLink
                  id={delivery.contactId}
                  name={delivery.address ?? 'Without an address'}
                />
                {delivery.reason && (
                  <span className="block text-xs text-ink-3">{sentence(delivery.reason)}</span>
                )}
              </span>
              {delivery.attempts > 1 && (
                <span className="text-xs text-ink-3">{delivery.attempts} attempts</span>
              )}
              <span className="text-xs text-ink-3">{ago(delivery.at)}</span>
              <span className={cx('w-28 text-right')}>
                <Badge tone={known?.tone}>{known?.label ?? delivery.state}</Badge>
              </span>
            </li>
          );
        })}
      </ul>
      {rows.hasNextPage && (
        <Button
          className="mt-3"
          busy={rows.isFetchingNextPage}
          onClick={() => void rows.fetchNextPage()}
        >
          More
        </Button>
      )}
    </>
  );
}
