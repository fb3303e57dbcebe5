import type { ColumnDef } from '@tanstack/react-table';
import { answer, api } from '@/api/client';
import { ago, count, moneyShort } from '@/lib/format';
import type { BulkAction } from '@/shared/lists/bulk';
import { useResourceOfPage } from '@/shared/moments';
import { RecordList } from '@/shared/lists/record-list';
import { useRefusal } from '@/shared/permissions';
import { CreateDialog, typed, useCreating } from '@/shared/records/create-dialog';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { State } from '@/ui/states';
import { createCompany, type Company } from './company-api';

const columns: ColumnDef<Company, unknown>[] = [
  {
    accessorKey: 'name',
    header: 'Name',
    meta: { sort: 'name' },
    cell: ({ row }) => <span className="font-medium">{row.original.name}</span>,
  },
  { accessorKey: 'sector', header: 'Sector', meta: { sort: 'sector' } },
  { accessorKey: 'location', header: 'Location', meta: { sort: 'location', wide: true } },
  {
    accessorKey: 'employees',
    header: 'Employees',
    meta: { sort: 'employees', wide: true, right: true },
    cell: ({ row }) => (row.original.employees === null ? '' : count(row.original.employees)),
  },
  {
    accessorKey: 'revenue',
    header: 'Revenue',
    meta: { sort: 'revenue', right: true, wide: true },
    cell: ({ row }) => (row.original.revenue ? moneyShort(row.original.revenue) : ''),
  },
  {
    accessorKey: 'updatedAt',
    header: 'Changed',
    meta: { sort: 'updatedAt', wide: true, right: true },
    cell: ({ row }) => <span className="text-ink-3">{ago(row.original.updatedAt)}</span>,
  },
];

function useBulkActions(): BulkAction<Company>[] {
  const refused = useRefusal('U', 'companies');
  const mayNotArchive = useRefusal('D', 'companies');
  return [
    {
      label: 'Sector',
      ask: 'Sector',
      refused,
      change: (sector) => ({ sector }),
      back: ({ sector }, value) => (sector === value ? undefined : { sector }),
      done: (label) => `put into ${label}`,
    },
    {
      label: 'Archive',
      icon: 'close',
      refused: mayNotArchive,
      change: () => ({ archived: true }),
      back: () => ({ archived: false }),
      done: () => 'archived',
    },
  ];
}

export function CompanyList() {
  useResourceOfPage('companies');
  const bulk = useBulkActions();
  const refused = useRefusal('C', 'companies');
  const { start } = useCreating();
  const create = (
    <Button look="primary" disabled={refused !== undefined} title={refused} onClick={start}>
      <Icon name="plus" /> New company
    </Button>
  );
  return (
    <>
      <RecordList
        title="Companies"
        resource="companies"
        to="/companies/$id"
        columns={columns}
        filters={[]}
        defaultSort="name"
        read={(query, signal) => answer(api.GET('/api/companies', { signal, params: { query } }))}
        actions={create}
        bulk={{ resource: 'companies', actions: bulk }}
        empty={
          <State icon="company" title="No companies yet" action={create}>
            The organizations your contacts work for appear here.
          </State>
        }
      />
      <CreateDialog
        title="New company"
        resource="companies"
        to="/companies/$id"
        create={(form) =>
          createCompany({
            name: typed(form, 'name') ?? '',
            sector: typed(form, 'sector'),
            location: typed(form, 'location'),
          })
        }
      >
        {(errors) => (
          <>
            <Field label="Name" name="name" required autoFocus error={errors['name']} />
            <Field label="Sector" name="sector" error={errors['sector']} />
            <Field label="Location" name="location" error={errors['location']} />
          </>
        )}
      </CreateDialog>
    </>
  );
}
