import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ColumnDef } from '@tanstack/react-table';
import { answer, api } from '@/api/client';
import { date, money, sentence } from '@/lib/format';
import type { BulkAction } from '@/shared/lists/bulk';
import type { Filter } from '@/shared/lists/filter';
import { useResourceOfPage } from '@/shared/moments';
import { RecordList } from '@/shared/lists/record-list';
import { membersQuery, showroomsQuery } from '@/shared/people';
import { useRefusal } from '@/shared/permissions';
import { CreateDialog, typed, useCreating } from '@/shared/records/create-dialog';
import { fullName, useSession } from '@/shared/session';
import { amountOf } from '@/shared/sheet';
import { Avatar } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Choice, Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { State } from '@/ui/states';
import { PriorityMark, ProjectBadge } from './marks';
import { createProject, projectTitle, type ProjectSummary } from './project-api';
import { stageName, stages } from './stages';

const columns: ColumnDef<ProjectSummary, unknown>[] = [
  {
    accessorKey: 'number',
    header: 'Number',
    meta: { sort: 'number' },
    cell: ({ row }) => <span className="tabular-nums">{row.original.number}</span>,
  },
  {
    accessorKey: 'title',
    header: 'Project',
    meta: { sort: 'title' },
    cell: ({ row }) => (
      <span className="font-medium">
        {projectTitle(row.original)} <PriorityMark priority={row.original.priority} />
      </span>
    ),
  },
  { accessorKey: 'clientName', header: 'Client', meta: { wide: true } },
  {
    accessorKey: 'stage',
    header: 'Stage',
    meta: { wide: true },
    cell: ({ row }) => <ProjectBadge project={row.original} />,
  },
  {
    accessorKey: 'contractTotal',
    header: 'Contract',
    meta: { sort: 'contractTotal', right: true, wide: true },
    cell: ({ row }) => row.original.contractTotal && money(row.original.contractTotal),
  },
  {
    accessorKey: 'responsibleName',
    header: 'Responsible',
    meta: { wide: true },
    cell: ({ row: { original } }) =>
      original.responsibleName && (
        <span className="flex items-center gap-2">
          <Avatar name={original.responsibleName} />
          <span className="truncate">{original.responsibleName}</span>
        </span>
      ),
  },
  {
    accessorKey: 'dueAt',
    header: 'Due',
    meta: { sort: 'dueAt', right: true, wide: true },
    cell: ({ row: { original } }) =>
      original.dueAt && (
        <span className={original.overdue ? 'text-danger' : undefined}>{date(original.dueAt)}</span>
      ),
  },
];

function useFilters(): Filter[] {
  const { data: members } = useQuery(membersQuery);
  const { data: showrooms } = useQuery(showroomsQuery);
  return [
    {
      name: 'stage',
      label: 'Stage',
      options: stages.map((value) => ({ value, label: stageName(value) })),
    },
    {
      name: 'status',
      label: 'Status',
      options: ['ACTIVE', 'ON_HOLD', 'CANCELLED', 'COMPLETED'].map((value) => ({
        value,
        label: sentence(value),
      })),
    },
    {
      name: 'responsibleId',
      label: 'Responsible',
      options: (members ?? []).map((member) => ({ value: member.id, label: fullName(member) })),
    },
    ...((showrooms?.length ?? 0) > 1
      ? [
          {
            name: 'showroomId',
            label: 'Showroom',
            options: (showrooms ?? []).map(({ id, name }) => ({ value: id, label: name })),
          },
        ]
      : []),
  ];
}

const priorities: ProjectSummary['priority'][] = ['LOW', 'MEDIUM', 'HIGH', 'URGENT'];

function useBulkActions(): BulkAction<ProjectSummary>[] {
  const { data: members } = useQuery(membersQuery);
  const refused = useRefusal('U', 'projects');
  return [
    {
      label: 'Responsible',
      icon: 'contact',
      refused,
      options: (members ?? []).map((member) => ({ value: member.id, label: fullName(member) })),
      change: (responsibleId) => ({ responsibleId }),
      back: ({ responsibleId }, value) => (responsibleId === value ? undefined : { responsibleId }),
      done: (label) => `given to ${label}`,
    },
    {
      label: 'Priority',
      refused,
      options: priorities.map((value) => ({ value, label: sentence(value) })),
      change: (value) => ({ priority: value as ProjectSummary['priority'] }),
      back: ({ priority }, value) => (priority === value ? undefined : { priority }),
      done: (label) => `are now: ${label.toLowerCase()} priority`,
    },
  ];
}

export function ProjectList() {
  useResourceOfPage('projects');
  const filters = useFilters();
  const bulk = useBulkActions();
  const refused = useRefusal('C', 'projects');
  const { start } = useCreating();
  const navigate = useNavigate();
  const create = (
    <Button look="primary" disabled={refused !== undefined} title={refused} onClick={start}>
      <Icon name="plus" /> New project
    </Button>
  );
  return (
    <>
      <RecordList
        title="Projects"
        resource="projects"
        to="/projects/$id"
        columns={columns}
        filters={filters}
        defaultSort="-createdAt"
        read={(query, signal) => answer(api.GET('/api/projects', { signal, params: { query } }))}
        actions={
          <span className="flex gap-2">
            <Button onClick={() => void navigate({ to: '/projects/board' })}>
              <Icon name="board" className="size-3.5" /> Board
            </Button>
            {create}
          </span>
        }
        bulk={{ resource: 'projects', actions: bulk }}
        empty={
          <State icon="project" title="No projects yet" action={create}>
            A project is what was sold, on its way to the client: from the enquiry to the last
            payment. A won deal opens one by itself.
          </State>
        }
      />
      <NewProject />
    </>
  );
}

function NewProject() {
  const { organization } = useSession();
  const { data: showrooms } = useQuery(showroomsQuery);
  const { currency } = organization.settings;
  return (
    <CreateDialog
      title="New project"
      resource="projects"
      to="/projects/$id"
      create={(form) => {
        const amount = amountOf(form, 'amount');
        return createProject({
          title: typed(form, 'title'),
          client: {
            firstName: typed(form, 'firstName'),
            lastName: typed(form, 'lastName'),
            email: typed(form, 'email'),
            phone: typed(form, 'phone'),
            postcode: typed(form, 'postcode'),
          },
          showroomId: typed(form, 'showroomId'),
          contractValue: amount ? { amount, currency } : null,
        });
      }}
    >
      {(errors) => (
        <>
          <Field label="What it is about" name="title" autoFocus error={errors['title']} />
          <div className="grid grid-cols-2 gap-3">
            <Field
              label="Client’s first name"
              name="firstName"
              error={errors['client.firstName']}
            />
            <Field label="Last name" name="lastName" error={errors['client.lastName']} />
          </div>
          <Field label="E-mail" name="email" type="email" error={errors['client.email']} />
          <div className="grid grid-cols-2 gap-3">
            <Field
              label="Phone"
              name="phone"
              type="tel"
              placeholder="+44 20 7946 0018"
              error={errors['client.phone']}
            />
            <Field label="Postcode" name="postcode" error={errors['client.postcode']} />
          </div>
          <Field
            label={`Contract value (${currency}), if it is known`}
            name="amount"
            inputMode="decimal"
            error={errors['contractValue.amount'] ?? errors['contractValue']}
          />
          {(showrooms?.length ?? 0) > 1 && (
            <Choice label="Showroom" name="showroomId" error={errors['showroomId']}>
              {showrooms?.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Choice>
          )}
        </>
      )}
    </CreateDialog>
  );
}
