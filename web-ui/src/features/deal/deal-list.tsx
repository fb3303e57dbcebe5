import { useQuery } from '@tanstack/react-query';
import type { ColumnDef } from '@tanstack/react-table';
import { answer, api } from '@/api/client';
import { date, money } from '@/lib/format';
import type { BulkAction } from '@/shared/lists/bulk';
import type { Filter } from '@/shared/lists/filter';
import { useResourceOfPage } from '@/shared/moments';
import { RecordList } from '@/shared/lists/record-list';
import { membersQuery } from '@/shared/people';
import { useRefusal } from '@/shared/permissions';
import { CreateDialog, typed, useCreating } from '@/shared/records/create-dialog';
import { fullName, useSession } from '@/shared/session';
import { Avatar } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { State } from '@/ui/states';
import { createDeal, pipelinesQuery, type Deal } from './deal-api';
import { StatusBadge } from './status-badge';

const columns: ColumnDef<Deal, unknown>[] = [
  {
    accessorKey: 'name',
    header: 'Name',
    meta: { sort: 'name' },
    cell: ({ row }) => <span className="font-medium">{row.original.name}</span>,
  },
  { accessorKey: 'companyName', header: 'Company', meta: { wide: true } },
  {
    accessorKey: 'status',
    header: 'Stage',
    meta: { wide: true },
    cell: ({ row }) => <StatusBadge deal={row.original} />,
  },
  {
    accessorKey: 'value',
    header: 'Value',
    meta: { sort: 'value', right: true },
    cell: ({ row }) => money(row.original.value),
  },
  {
    accessorKey: 'ownerName',
    header: 'Owner',
    meta: { wide: true },
    cell: ({ row: { original } }) =>
      original.ownerName && (
        <span className="flex items-center gap-2">
          <Avatar name={original.ownerName} />
          <span className="truncate">{original.ownerName}</span>
        </span>
      ),
  },
  {
    accessorKey: 'expectedCloseDate',
    header: 'Expected',
    meta: { sort: 'expectedCloseDate', wide: true, right: true },
    cell: ({ row }) => row.original.expectedCloseDate && date(row.original.expectedCloseDate),
  },
];

function useFilters(): Filter[] {
  const { data: members } = useQuery(membersQuery);
  const { data: pipelines } = useQuery(pipelinesQuery);
  return [
    {
      name: 'status',
      label: 'Status',
      options: [
        { value: 'OPEN', label: 'Open' },
        { value: 'WON', label: 'Won' },
        { value: 'LOST', label: 'Lost' },
      ],
    },
    {
      name: 'stageId',
      label: 'Stage',
      options: (pipelines ?? []).flatMap((pipeline) =>
        pipeline.stages.map(({ id, name }) => ({
          value: id,
          label: pipeline.isDefault ? name : `${pipeline.name}: ${name}`,
        })),
      ),
    },
    {
      name: 'ownerId',
      label: 'Owner',
      options: (members ?? []).map((member) => ({ value: member.id, label: fullName(member) })),
    },
  ];
}

function useBulkActions(): BulkAction<Deal>[] {
  const { data: members } = useQuery(membersQuery);
  const { data: pipelines } = useQuery(pipelinesQuery);
  const refused = useRefusal('U', 'deals');
  const mayNotArchive = useRefusal('D', 'deals');
  return [
    {
      label: 'Owner',
      icon: 'contact',
      refused,
      options: (members ?? []).map((member) => ({ value: member.id, label: fullName(member) })),
      change: (ownerId) => ({ ownerId }),
      back: (deal, ownerId) => (deal.ownerId === ownerId ? undefined : { ownerId: deal.ownerId }),
      done: (label) => `given to ${label}`,
    },
    {
      label: 'Stage',
      icon: 'board',
      refused,
      options: (pipelines ?? []).flatMap((pipeline) =>
        pipeline.stages
          .filter(({ kind }) => kind === 'OPEN')
          .map(({ id, name }) => ({
            value: id,
            label: pipeline.isDefault ? name : `${pipeline.name}: ${name}`,
          })),
      ),
      change: (stageId) => ({ stageId }),
      back: (deal, stageId) => (deal.stageId === stageId ? undefined : { stageId: deal.stageId }),
      done: (label) => `moved to ${label}`,
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

export function DealList() {
  useResourceOfPage('deals');
  const filters = useFilters();
  const bulk = useBulkActions();
  const refused = useRefusal('C', 'deals');
  const { start } = useCreating();
  const { organization } = useSession();
  const create = (
    <Button look="primary" disabled={refused !== undefined} title={refused} onClick={start}>
      <Icon name="plus" /> New deal
    </Button>
  );
  return (
    <>
      <RecordList
        title="Deals"
        resource="deals"
        to="/deals/$id"
        columns={columns}
        filters={filters}
        defaultSort="-createdAt"
        read={(query, signal) => answer(api.GET('/api/deals', { signal, params: { query } }))}
        actions={create}
        bulk={{ resource: 'deals', actions: bulk }}
        empty={
          <State icon="deal" title="No deals yet" action={create}>
            A deal is something you may sell to somebody. It moves over the board until it is won or
            lost.
          </State>
        }
      />
      <CreateDialog
        title="New deal"
        resource="deals"
        to="/deals/$id"
        create={(form) =>
          createDeal({
            name: typed(form, 'name') ?? '',
            value: {
              amount: typed(form, 'amount') ?? '',
              currency: organization.settings.currency,
            },
            expectedCloseDate: typed(form, 'expectedCloseDate'),
          })
        }
      >
        {(errors) => (
          <>
            <Field label="Name" name="name" required autoFocus error={errors['name']} />
            <Field
              label={`Value (${organization.settings.currency})`}
              name="amount"
              inputMode="decimal"
              required
              error={errors['value.amount'] ?? errors['value']}
            />
            <Field
              label="Expected close"
              name="expectedCloseDate"
              type="date"
              error={errors['expectedCloseDate']}
            />
          </>
        )}
      </CreateDialog>
    </>
  );
}
