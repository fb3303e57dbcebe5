import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '@/api/client';
import { word } from '@/lib/url-search';
import { Icon } from '@/ui/icon';
import { Skeleton } from '@/ui/states';
import { Tabs, type Tab } from '@/ui/tabs';
import type { ListPath } from '../record-types';
import { useUrlState } from '../url-state';
import { RecordHistory } from './field-history';

interface RecordFrameProps {
  back: { to: ListPath; label: string };
  title: string;
  badges?: ReactNode;
  actions?: ReactNode;
  fields: ReactNode;
  /** What has happened to the record, newest first: its values tell of their own changes. */
  history?: Schemas['HistoryEntry'][];
  aside?: ReactNode;
  /** What there is besides its values; the first is shown first. */
  tabs: Tab[];
}

/** The page of one record: its name and actions, its values, and all that happened to it. */
export function RecordFrame({
  back,
  title,
  badges,
  actions,
  fields,
  history,
  aside,
  tabs,
}: RecordFrameProps) {
  const [asked, change] = useUrlState((search) => word(search['tab']));
  const first = tabs[0]?.key ?? '';
  const current = tabs.some(({ key }) => key === asked) ? (asked ?? first) : first;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2.5">
        <Link
          to={back.to}
          className="flex h-7 items-center gap-1 rounded-md pr-2 text-ink-3 hover:text-ink"
        >
          <Icon name="left" className="size-3.5" />
          {back.label}
        </Link>
        <h1 className="min-w-0 truncate text-base font-semibold">{title}</h1>
        <span className="flex flex-wrap items-center gap-1.5">{badges}</span>
        <span className="flex-1" />
        <div className="flex flex-wrap gap-1.5">{actions}</div>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-6xl gap-x-10 gap-y-6 px-4 py-5 lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]">
          <section aria-label="Details">
            <RecordHistory value={history}>{fields}</RecordHistory>
            {aside}
          </section>
          <section aria-label="Around it" className="min-w-0">
            <Tabs
              label="Around it"
              tabs={tabs}
              current={current}
              onChange={(key) =>
                change({ tab: key === first ? undefined : key, show: undefined }, { replace: true })
              }
            />
          </section>
        </div>
      </div>
    </div>
  );
}

export function RecordSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="p-5">
      <Skeleton className="h-6 w-64" />
      <div className="mt-6 grid max-w-md gap-4">
        {Array.from({ length: 8 }, (_, row) => (
          <Skeleton key={row} className="h-4" />
        ))}
      </div>
    </div>
  );
}
