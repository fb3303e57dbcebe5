import type { ColumnDef } from '@tanstack/react-table';
import { answer, api } from '@/api/client';
import { ago, sentence } from '@/lib/format';
import type { BulkAction } from '@/shared/lists/bulk';
import type { Filter } from '@/shared/lists/filter';
import { useResourceOfPage } from '@/shared/moments';
import { RecordList } from '@/shared/lists/record-list';
import { useRefusal } from '@/shared/permissions';
import { CreateDialog, typed, useCreating } from '@/shared/records/create-dialog';
import { Avatar, Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { State } from '@/ui/states';
import { contactName, createContact, lifecycleStages, type Contact } from './contact-api';

const columns: ColumnDef<Contact, unknown>[] = [
  {
    id: 'name',
    header: 'Name',
    meta: { sort: 'lastName' },
    cell: ({ row: { original } }) => (
      <span className="flex items-center gap-2.5 font-medium">
        <Avatar name={contactName(original)} />
        <span className="truncate">{contactName(original)}</span>
      </span>
    ),
  },
  { accessorKey: 'email', header: 'E-mail', meta: { sort: 'email', wide: true } },
  { accessorKey: 'companyName', header: 'Company', meta: { sort: 'companyName' } },
  { accessorKey: 'jobTitle', header: 'Job title', meta: { sort: 'jobTitle', wide: true } },
  {
    accessorKey: 'lifecycleStage',
    header: 'Lifecycle',
    meta: { sort: 'lifecycleStage', wide: true },
    cell: ({ row }) => <Badge>{sentence(row.original.lifecycleStage)}</Badge>,
  },
  {
    accessorKey: 'updatedAt',
    header: 'Changed',
    meta: { sort: 'updatedAt', wide: true, right: true },
    cell: ({ row }) => <span className="text-ink-3">{ago(row.original.updatedAt)}</span>,
  },
];

const filters: Filter[] = [
  {
    name: 'lifecycleStage',
    label: 'Lifecycle',
    options: lifecycleStages.map((value) => ({ value, label: sentence(value) })),
  },
];

function useBulkActions(): BulkAction<Contact>[] {
  const refused = useRefusal('U', 'contacts');
  const mayNotArchive = useRefusal('D', 'contacts');
  return [
    {
      label: 'Lifecycle',
      refused,
      options: lifecycleStages.map((value) => ({ value, label: sentence(value) })),
      change: (value) => ({ lifecycleStage: value as Contact['lifecycleStage'] }),
      back: ({ lifecycleStage }, value) =>
        lifecycleStage === value ? undefined : { lifecycleStage },
      done: (label) => `are now: ${label.toLowerCase()}`,
    },
    {
      label: 'Add tag',
      icon: 'plus',
      ask: 'Tag',
      refused,
      change: (tag) => ({ addTags: [tag] }),
      back: ({ tags }, tag) => (tags.includes(tag) ? undefined : { removeTags: [tag] }),
      done: (label) => `tagged ${label}`,
    },
    {
      label: 'Remove tag',
      ask: 'Tag',
      refused,
      change: (tag) => ({ removeTags: [tag] }),
      back: ({ tags }, tag) => (tags.includes(tag) ? { addTags: [tag] } : undefined),
      done: (label) => `without ${label}`,
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

export function ContactList() {
  useResourceOfPage('contacts');
  const bulk = useBulkActions();
  const refused = useRefusal('C', 'contacts');
  const { start } = useCreating();
  const create = (
    <Button look="primary" disabled={refused !== undefined} title={refused} onClick={start}>
      <Icon name="plus" /> New contact
    </Button>
  );
  return (
    <>
      <RecordList
        title="Contacts"
        resource="contacts"
        to="/contacts/$id"
        columns={columns}
        filters={filters}
        defaultSort="lastName"
        read={(query, signal) => answer(api.GET('/api/contacts', { signal, params: { query } }))}
        actions={create}
        bulk={{ resource: 'contacts', actions: bulk }}
        empty={
          <State icon="contact" title="No contacts yet" action={create}>
            People you sell to appear here, from an import or one by one.
          </State>
        }
      />
      <CreateDialog
        title="New contact"
        resource="contacts"
        to="/contacts/$id"
        create={(form) =>
          createContact({
            firstName: typed(form, 'firstName'),
            lastName: typed(form, 'lastName'),
            email: typed(form, 'email'),
            phone: typed(form, 'phone'),
            jobTitle: typed(form, 'jobTitle'),
          })
        }
      >
        {(errors) => (
          <>
            <div className="grid grid-cols-2 gap-3">
              <Field label="First name" name="firstName" autoFocus error={errors['firstName']} />
              <Field label="Last name" name="lastName" error={errors['lastName']} />
            </div>
            <Field label="E-mail" name="email" type="email" error={errors['email']} />
            <Field
              label="Phone"
              name="phone"
              type="tel"
              placeholder="+44 20 7946 0018"
              error={errors['phone']}
            />
            <Field label="Job title" name="jobTitle" error={errors['jobTitle']} />
          </>
        )}
      </CreateDialog>
    </>
  );
}
