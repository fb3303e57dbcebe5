import type { ColumnDef } from '@tanstack/react-table';
import { answer, api, type Schemas } from '@/api/client';
import { count, dateTime, sentence } from '@/lib/format';
import type { Filter } from '@/shared/lists/filter';
import { RecordList } from '@/shared/lists/record-list';
import { useRefusal } from '@/shared/permissions';
import { useCreating } from '@/shared/records/create-dialog';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { State } from '@/ui/states';
import { tones } from './import-api';
import { ImportWizard } from './import-wizard';

const columns: ColumnDef<Schemas['ImportSummary'], unknown>[] = [
  {
    accessorKey: 'fileName',
    header: 'File',
    cell: ({ row }) => <span className="font-medium">{row.original.fileName}</span>,
  },
  {
    accessorKey: 'resource',
    header: 'As',
    meta: { wide: true },
    cell: ({ row }) => sentence(row.original.resource),
  },
  {
    accessorKey: 'status',
    header: 'Status',
    cell: ({ row: { original } }) => (
      <span className="flex gap-1.5">
        <Badge tone={tones[original.status]}>{original.status.toLowerCase()}</Badge>
        {original.dryRun && <Badge>rehearsal</Badge>}
      </span>
    ),
  },
  {
    accessorKey: 'created',
    header: 'Created',
    meta: { right: true, wide: true },
    cell: ({ row }) => count(row.original.created),
  },
  {
    accessorKey: 'failed',
    header: 'Not taken',
    meta: { right: true, wide: true },
    cell: ({ row }) => count(row.original.failed),
  },
  {
    accessorKey: 'startedAt',
    header: 'Started',
    meta: { sort: 'startedAt', right: true, wide: true },
    cell: ({ row }) => dateTime(row.original.startedAt),
  },
];

const filters: Filter[] = [
  {
    name: 'status',
    label: 'Status',
    options: Object.keys(tones).map((value) => ({ value, label: sentence(value) })),
  },
];

/** Every file that was taken in, and the way to take in another. */
export function ImportList() {
  const refused = useRefusal('C', 'imports');
  const { creating, start, stop } = useCreating();
  const create = (
    <Button look="primary" disabled={refused !== undefined} title={refused} onClick={start}>
      <Icon name="upload" /> Import a file
    </Button>
  );
  return (
    <>
      <RecordList
        title="Imports"
        resource="imports"
        to="/imports/$id"
        columns={columns}
        filters={filters}
        defaultSort="-startedAt"
        search={false}
        read={(query, signal) => answer(api.GET('/api/imports', { signal, params: { query } }))}
        actions={create}
        empty={
          <State icon="upload" title="Nothing was imported yet" action={create}>
            Deals, contacts and companies come in as a CSV file. Every import can be rehearsed, and
            taken back.
          </State>
        }
      />
      {creating && !refused && <ImportWizard onClose={stop} />}
    </>
  );
}
