import type { ColumnDef } from '@tanstack/react-table';
import { answer, api, type Schemas } from '@/api/client';
import { count, dateTime, sentence } from '@/lib/format';
import type { Filter } from '@/shared/lists/filter';
import { useResourceOfPage } from '@/shared/moments';
import { RecordList } from '@/shared/lists/record-list';
import { useRefusal } from '@/shared/permissions';
import { CreateDialog, typed, useCreating } from '@/shared/records/create-dialog';
import { fullName, useSession } from '@/shared/session';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Choice, Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { State } from '@/ui/states';
import { createCampaign, tones, types } from './campaign-api';

type Summary = Schemas['CampaignSummary'];

const columns: ColumnDef<Summary, unknown>[] = [
  {
    accessorKey: 'name',
    header: 'Name',
    meta: { sort: 'name' },
    cell: ({ row }) => <span className="font-medium">{row.original.name}</span>,
  },
  {
    accessorKey: 'type',
    header: 'By',
    meta: { wide: true },
    cell: ({ row }) => types[row.original.type],
  },
  {
    accessorKey: 'status',
    header: 'Status',
    cell: ({ row: { original } }) => (
      <Badge tone={tones[original.status]}>{original.status.toLowerCase()}</Badge>
    ),
  },
  {
    accessorKey: 'audienceSize',
    header: 'Audience',
    meta: { right: true, wide: true },
    cell: ({ row }) => (row.original.launchedAt ? count(row.original.audienceSize) : ''),
  },
  {
    accessorKey: 'sent',
    header: 'Sent',
    meta: { right: true, wide: true },
    cell: ({ row }) => (row.original.launchedAt ? count(row.original.sent) : ''),
  },
  {
    accessorKey: 'launchedAt',
    header: 'Started',
    meta: { sort: 'launchedAt', right: true, wide: true },
    cell: ({ row: { original } }) => {
      const at = original.launchedAt ?? original.startAt;
      return at && dateTime(at);
    },
  },
];

const filters: Filter[] = [
  {
    name: 'status',
    label: 'Status',
    options: Object.keys(tones).map((value) => ({ value, label: sentence(value) })),
  },
  {
    name: 'type',
    label: 'By',
    options: Object.entries(types).map(([value, label]) => ({ value, label })),
  },
];

export function CampaignList() {
  useResourceOfPage('campaigns');
  const refused = useRefusal('C', 'campaigns');
  const { start } = useCreating();
  const { user } = useSession();
  const create = (
    <Button look="primary" disabled={refused !== undefined} title={refused} onClick={start}>
      <Icon name="plus" /> New campaign
    </Button>
  );
  return (
    <>
      <RecordList
        title="Campaigns"
        resource="campaigns"
        to="/campaigns/$id"
        columns={columns}
        filters={filters}
        defaultSort="-createdAt"
        read={(query, signal) => answer(api.GET('/api/campaigns', { signal, params: { query } }))}
        actions={create}
        empty={
          <State icon="campaign" title="No campaigns yet" action={create}>
            A campaign is one message to many people who agreed to hear from you.
          </State>
        }
      />
      <CreateDialog
        title="New campaign"
        resource="campaigns"
        to="/campaigns/$id"
        create={(form) =>
          createCampaign({
            name: typed(form, 'name') ?? '',
            type: (typed(form, 'type') ?? 'EMAIL') as Schemas['CampaignType'],
            sender: user.email ? { name: fullName(user), email: user.email } : null,
            content: {
              subject: null,
              html: null,
              text: 'Hello {{firstName}},\n\n\n\nIf you do not want to hear from us: {{unsubscribeUrl}}',
            },
          })
        }
      >
        {(errors) => (
          <>
            <Field label="Name" name="name" required autoFocus error={errors['name']} />
            <Choice label="Sent by" name="type" error={errors['type']}>
              {Object.entries(types).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Choice>
          </>
        )}
      </CreateDialog>
    </>
  );
}
