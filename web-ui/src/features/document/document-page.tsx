import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { answer, api, type Schemas } from '@/api/client';
import { upload } from '@/api/upload';
import { bytes, dateTime, sentence } from '@/lib/format';
import { membersQuery } from '@/shared/people';
import { useRefusal } from '@/shared/permissions';
import { RecordLink } from '@/shared/record-link';
import { recordTypes, typeOfId } from '@/shared/record-types';
import { ArchiveButton } from '@/shared/records/archive';
import { DocumentBadge, type Document } from '@/shared/records/documents';
import { RecordFrame, RecordSkeleton } from '@/shared/records/record-frame';
import { AllChanges } from '@/shared/records/timeline';
import { useHistory } from '@/shared/records/use-history';
import { fullName } from '@/shared/session';
import { useTime } from '@/shared/time';
import { Trouble } from '@/shared/trouble';
import { useAct } from '@/shared/use-act';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';

/** A paper with all its versions. */
export function DocumentPage() {
  const { id } = useParams({ from: '/shell/documents/$id' });
  const { time } = useTime();
  const document = useQuery({
    queryKey: ['documents', 'record', id, time],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/documents/{id}', { signal, params: { path: { id }, query: time } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.state === 'UPLOADED' ? 1500 : false),
  });
  if (document.error)
    return (
      <Trouble error={document.error} retry={() => void document.refetch()} what="This document" />
    );
  if (!document.data) return <RecordSkeleton />;
  return <Page document={document.data} />;
}

function Page({ document }: { document: Document }) {
  const { id } = document;
  const mayNotArchive = useRefusal('D', 'documents');
  const history = useHistory('documents', id, (pageSize, signal) =>
    answer(
      api.GET('/api/documents/{id}/history', {
        signal,
        params: { path: { id }, query: { pageSize } },
      }),
    ),
  );
  const type = typeOfId(document.recordId);
  const facts: [string, React.ReactNode][] = [
    ['Kind', sentence(document.kind)],
    [
      'Belongs to',
      <RecordLink
        id={document.recordId}
        name={type ? `Open ${recordTypes[type].one.toLowerCase()}` : document.recordId}
      />,
    ],
    ['Size', bytes(document.size)],
    ['Content', document.contentType],
    ['SHA-256', <code className="text-xs break-all">{document.sha256}</code>],
    ['Rejected because', document.reason],
  ];
  return (
    <RecordFrame
      history={history.entries}
      back={{ to: '/', label: 'Search' }}
      title={document.name}
      badges={
        <>
          <DocumentBadge document={document} />
          {document.archived && <Badge>Put away</Badge>}
        </>
      }
      actions={
        <>
          {document.served !== null && (
            <a
              href={`/api/documents/${id}/content`}
              download={document.name}
              className="inline-flex h-8 items-center gap-2 rounded-md bg-accent-fill px-3 font-medium text-white shadow-card hover:brightness-110"
            >
              <Icon name="download" /> Download
            </a>
          )}
          <ArchiveButton
            name={document.name}
            resource="documents"
            archived={document.archived}
            refused={mayNotArchive}
            archive={() => answer(api.DELETE('/api/documents/{id}', { params: { path: { id } } }))}
            restore={() =>
              answer(api.POST('/api/documents/{id}/restore', { params: { path: { id } } }))
            }
          />
        </>
      }
      fields={
        <dl className="grid grid-cols-[7.5rem_1fr] gap-2">
          {facts
            .filter(([, value]) => value)
            .map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-ink-3">{name}</dt>
                <dd className="min-w-0 px-2">{value}</dd>
              </div>
            ))}
        </dl>
      }
      tabs={[
        {
          key: 'versions',
          label: 'Versions',
          count: document.versions.length,
          content: <Versions document={document} />,
        },
        { key: 'history', label: 'History', content: <AllChanges history={history} /> },
      ]}
    />
  );
}

const tones = { UPLOADED: 'past', AVAILABLE: 'good', REJECTED: 'bad' } as const;

function Versions({ document }: { document: Document }) {
  const { data: members } = useQuery(membersQuery);
  const refused = useRefusal('C', 'documents');
  const act = useAct('documents', 'projects');
  const input = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number>();
  const send = (file: File | undefined) => {
    if (!file) return;
    const form = new FormData();
    form.append('file', file);
    setShare(0);
    void act(
      () =>
        upload<Schemas['CommandAnswer']>({
          path: `/api/documents/${document.id}/versions`,
          form,
          onProgress: setShare,
        }),
      'Version sent; it is checked before it opens',
    ).finally(() => setShare(undefined));
  };
  const nameOf = (id: string) => {
    const member = members?.find((one) => one.id === id);
    return member ? fullName(member) : 'Somebody';
  };
  return (
    <>
      <ul>
        {document.versions.toReversed().map((version) => (
          <li
            key={version.version}
            className="flex min-h-11 flex-wrap items-center gap-x-3 border-b border-line py-1.5"
          >
            <span className="w-8 text-ink-3 tabular-nums">v{version.version}</span>
            <span className="min-w-40 flex-1">
              <span className="block break-all">{version.name}</span>
              <span className="block text-xs text-ink-3">
                {bytes(version.size)} · {nameOf(version.uploadedBy)} ·{' '}
                {dateTime(version.uploadedAt)}
              </span>
              {version.reason && (
                <span className="block text-xs text-danger">{version.reason}</span>
              )}
            </span>
            <Badge tone={tones[version.state]}>{version.state.toLowerCase()}</Badge>
            {version.state === 'AVAILABLE' && (
              <a
                href={`/api/documents/${document.id}/content?version=${version.version}`}
                download={version.name}
                aria-label={`Download version ${version.version}`}
                className="grid size-8 place-items-center rounded-md text-ink-2 hover:bg-hover"
              >
                <Icon name="download" />
              </a>
            )}
          </li>
        ))}
      </ul>
      <Button
        className="mt-3"
        busy={share !== undefined}
        disabled={refused !== undefined}
        title={refused}
        onClick={() => input.current?.click()}
      >
        <Icon name="upload" /> New version
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File of the new version"
        onChange={(event) => send(event.target.files?.[0])}
      />
      {share !== undefined && (
        <progress value={share} max={1} aria-label="Sent" className="mt-3 block h-1.5 w-full" />
      )}
    </>
  );
}
