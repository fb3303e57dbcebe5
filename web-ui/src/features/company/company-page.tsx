import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Schemas } from '@/api/client';
import { money } from '@/lib/format';
import { useRefusal } from '@/shared/permissions';
import { ArchiveButton } from '@/shared/records/archive';
import { CustomFields } from '@/shared/records/custom-fields';
import { ConflictDialog } from '@/shared/records/conflict-dialog';
import { useRecordEditor } from '@/shared/records/editor';
import { InlineField } from '@/shared/records/inline-field';
import { RecordFrame, RecordSkeleton } from '@/shared/records/record-frame';
import { RestoreAsOf } from '@/shared/records/restore-as-of';
import { useHistory } from '@/shared/records/use-history';
import { usualTabs } from '@/shared/records/usual-tabs';
import { useTime } from '@/shared/time';
import { Trouble } from '@/shared/trouble';
import { Badge } from '@/ui/badge';
import {
  archiveCompany,
  companyDeals,
  companyHistory,
  getCompany,
  patchCompany,
  restoreCompany,
  type Company,
} from './company-api';

export function CompanyPage() {
  const { id } = useParams({ from: '/shell/companies/$id' });
  const { time } = useTime();
  const queryKey = useMemo(() => ['companies', 'record', id, time], [id, time]);
  const company = useQuery({
    queryKey,
    queryFn: ({ signal }) => getCompany(id, time, signal),
    placeholderData: keepPreviousData,
  });
  if (company.error)
    return (
      <Trouble error={company.error} retry={() => void company.refetch()} what="This company" />
    );
  if (!company.data) return <RecordSkeleton />;
  return <Page company={company.data} queryKey={queryKey} />;
}

function Page({ company, queryKey }: { company: Company; queryKey: unknown[] }) {
  const { id } = company;
  const refused = useRefusal('U', 'companies');
  const mayNotArchive = useRefusal('D', 'companies');
  const { save, conflict, settle } = useRecordEditor({
    record: company,
    queryKey,
    patch: useCallback(
      (change: Schemas['CompanyChange'], version: number) => patchCompany(id, change, version),
      [id],
    ),
    reload: useCallback(() => getCompany(id, {}), [id]),
  });
  const history = useHistory('companies', id, (pageSize, signal) =>
    companyHistory(id, pageSize, signal),
  );
  const editing = { save, refused };
  return (
    <>
      <RecordFrame
        history={history.entries}
        back={{ to: '/companies', label: 'Companies' }}
        title={company.name}
        badges={company.archived && <Badge>Archived</Badge>}
        actions={
          <>
            <RestoreAsOf
              resource="companies"
              past={company}
              fields={{
                name: 'Name',
                sector: 'Sector',
                location: 'Location',
                employees: 'Employees',
                revenue: 'Revenue',
              }}
              readNow={() => getCompany(id, {})}
              patch={(change, version) => patchCompany(id, change, version)}
            />
            <ArchiveButton
              name={company.name}
              resource="companies"
              archived={company.archived}
              refused={mayNotArchive}
              archive={() => archiveCompany(id)}
              restore={() => restoreCompany(id)}
            />
          </>
        }
        fields={
          <>
            <InlineField {...editing} label="Name" field="name" value={company.name} required />
            <InlineField {...editing} label="Sector" field="sector" value={company.sector} />
            <InlineField {...editing} label="Location" field="location" value={company.location} />
            <InlineField
              {...editing}
              label="Employees"
              field="employees"
              kind="number"
              value={company.employees}
            />
            <InlineField
              {...editing}
              label="Revenue"
              field="revenue"
              kind="money"
              value={company.revenue}
            />
            <CustomFields {...editing} resource="companies" values={company.customFields} />
          </>
        }
        aside={<Deals companyId={id} />}
        tabs={usualTabs({ resource: 'companies', id, about: 'companyId', history })}
      />
      <ConflictDialog conflict={conflict} onSettled={settle} />
    </>
  );
}

function Deals({ companyId }: { companyId: string }) {
  const { time } = useTime();
  const { data } = useQuery({
    queryKey: ['deals', 'of-company', companyId, time],
    queryFn: ({ signal }) => companyDeals(companyId, time, signal),
    placeholderData: keepPreviousData,
  });
  if (!data || data.data.length === 0) return null;
  return (
    <section aria-labelledby="company-deals" className="mt-4 border-t border-line pt-4">
      <h2 id="company-deals" className="mb-1 text-xs font-medium text-ink-3">
        Deals
      </h2>
      {data.data.map((deal) => (
        <Link
          key={deal.id}
          to="/deals/$id"
          params={{ id: deal.id }}
          className="flex h-9 items-center gap-3 rounded-md px-2 hover:bg-hover"
        >
          <span className="min-w-0 flex-1 truncate">{deal.name}</span>
          <span className="text-ink-3">{deal.stageName}</span>
          <span className="tabular-nums">{money(deal.value)}</span>
        </Link>
      ))}
    </section>
  );
}
