import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Schemas } from '@/api/client';
import { date, sentence } from '@/lib/format';
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
  archiveContact,
  contactHistory,
  contactName,
  getContact,
  lifecycleStages,
  patchContact,
  restoreContact,
  type Contact,
} from './contact-api';

export function ContactPage() {
  const { id } = useParams({ from: '/shell/contacts/$id' });
  const { time } = useTime();
  const queryKey = useMemo(() => ['contacts', 'record', id, time], [id, time]);
  const contact = useQuery({
    queryKey,
    queryFn: ({ signal }) => getContact(id, time, signal),
    placeholderData: keepPreviousData,
  });
  if (contact.error)
    return (
      <Trouble error={contact.error} retry={() => void contact.refetch()} what="This contact" />
    );
  if (!contact.data) return <RecordSkeleton />;
  return <Page contact={contact.data} queryKey={queryKey} />;
}

function Page({ contact, queryKey }: { contact: Contact; queryKey: unknown[] }) {
  const { id } = contact;
  const refused = useRefusal('U', 'contacts');
  const mayNotArchive = useRefusal('D', 'contacts');
  const { save, conflict, settle } = useRecordEditor({
    record: contact,
    queryKey,
    patch: useCallback(
      (change: Schemas['ContactChange'], version: number) => patchContact(id, change, version),
      [id],
    ),
    reload: useCallback(() => getContact(id, {}), [id]),
  });
  const history = useHistory('contacts', id, (pageSize, signal) =>
    contactHistory(id, pageSize, signal),
  );
  const editing = { save, refused };
  return (
    <>
      <RecordFrame
        history={history.entries}
        back={{ to: '/contacts', label: 'Contacts' }}
        title={contactName(contact)}
        badges={
          <>
            <Badge tone="accent">{sentence(contact.lifecycleStage)}</Badge>
            {contact.archived && <Badge>Archived</Badge>}
          </>
        }
        actions={
          <>
            <RestoreAsOf
              resource="contacts"
              past={contact}
              fields={{
                firstName: 'First name',
                lastName: 'Last name',
                email: 'E-mail',
                phone: 'Phone',
                jobTitle: 'Job title',
                lifecycleStage: 'Lifecycle',
                tags: 'Tags',
                source: 'Source',
              }}
              readNow={() => getContact(id, {})}
              patch={(change, version) => patchContact(id, change, version)}
            />
            <ArchiveButton
              name={contactName(contact)}
              resource="contacts"
              archived={contact.archived}
              refused={mayNotArchive}
              archive={() => archiveContact(id)}
              restore={() => restoreContact(id)}
            />
          </>
        }
        fields={
          <>
            <InlineField
              {...editing}
              label="First name"
              field="firstName"
              value={contact.firstName}
            />
            <InlineField {...editing} label="Last name" field="lastName" value={contact.lastName} />
            <InlineField
              {...editing}
              label="E-mail"
              field="email"
              kind="email"
              value={contact.email}
            />
            <InlineField
              {...editing}
              label="Phone"
              field="phone"
              kind="tel"
              value={contact.phone}
            />
            <InlineField {...editing} label="Job title" field="jobTitle" value={contact.jobTitle} />
            <InlineField
              {...editing}
              label="Lifecycle"
              field="lifecycleStage"
              kind="choice"
              required
              value={contact.lifecycleStage}
              options={lifecycleStages.map((value) => ({ value, label: sentence(value) }))}
            />
            <InlineField {...editing} label="Tags" field="tags" kind="words" value={contact.tags} />
            <InlineField {...editing} label="Source" field="source" value={contact.source} />
            <CustomFields {...editing} resource="contacts" values={contact.customFields} />
          </>
        }
        aside={
          <dl className="mt-4 grid grid-cols-[7.5rem_1fr] gap-2 border-t border-line pt-4">
            {contact.companyId && (
              <>
                <dt className="text-ink-3">Company</dt>
                <dd className="px-2">
                  <Link
                    to="/companies/$id"
                    params={{ id: contact.companyId }}
                    className="text-accent-text hover:underline"
                  >
                    {contact.companyName ?? 'Open'}
                  </Link>
                </dd>
              </>
            )}
            <dt className="text-ink-3">Known since</dt>
            <dd className="px-2">{date(contact.createdAt)}</dd>
            {Object.entries(contact.consents).map(([channel, consent]) => (
              <Consent key={channel} channel={channel} consent={consent} />
            ))}
          </dl>
        }
        tabs={usualTabs({ resource: 'contacts', id, about: 'contactId', history })}
      />
      <ConflictDialog conflict={conflict} onSettled={settle} />
    </>
  );
}

function Consent({ channel, consent }: { channel: string; consent: Schemas['Consent'] }) {
  return (
    <>
      <dt className="text-ink-3">{sentence(channel)}</dt>
      <dd className="px-2">
        {consent.given ? 'Consent given' : 'Consent withdrawn'} on {date(consent.at)}
      </dd>
    </>
  );
}
