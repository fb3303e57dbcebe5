import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { answer, api, type Schemas } from '@/api/client';
import { say } from '@/api/problem';
import { upload } from '@/api/upload';
import { ago, bytes, sentence } from '@/lib/format';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Choice, Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { SkeletonRows } from '@/ui/states';
import { useRefusal } from '../permissions';
import { RecordLink } from '../record-link';
import { useTime, type TimeQuery } from '../time';
import { Trouble } from '../trouble';
import { useAct } from '../use-act';

export type Document = Schemas['Document'];

const tones = { UPLOADED: 'past', AVAILABLE: 'good', REJECTED: 'bad' } as const;
const words = { UPLOADED: 'being checked', AVAILABLE: 'available', REJECTED: 'rejected' } as const;

export const DocumentBadge = ({ document }: { document: Document }) => (
  <span title={document.reason ?? undefined}>
    <Badge tone={tones[document.state]}>{words[document.state]}</Badge>
  </span>
);

export const documentsOf = (recordId: string, time: TimeQuery) => ({
  queryKey: ['documents', 'of', recordId, time],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    answer(
      api.GET('/api/documents', {
        signal,
        params: { query: { ...time, recordId: [recordId], sort: '-createdAt', pageSize: 100 } },
      }),
    ),
});

/** Sends a document to a record; where it is checked before anybody can read it. */
export function sendDocument(
  recordId: string,
  kind: string,
  file: File,
  onProgress?: (share: number) => void,
) {
  const form = new FormData();
  form.append('meta', new Blob([JSON.stringify({ recordId, kind })], { type: 'application/json' }));
  form.append('file', file);
  return upload<Schemas['CommandAnswer']>({ path: '/api/documents', form, onProgress });
}

interface DocumentsProps {
  recordId: string;
  /** The kinds that are asked for here, offered first. */
  kinds?: string[];
}

/** The papers of a record, and a way to add one. */
export function Documents({ recordId, kinds = [] }: DocumentsProps) {
  const { time } = useTime();
  const refused = useRefusal('C', 'documents');
  const documents = useQuery({
    ...documentsOf(recordId, time),
    // The check of a new one takes a moment; it is looked at until it is over.
    refetchInterval: ({ state }) =>
      state.data?.data.some((one) => one.state === 'UPLOADED') ? 1500 : false,
  });
  if (documents.error)
    return (
      <Trouble error={documents.error} retry={() => void documents.refetch()} what="Documents" />
    );
  if (!documents.data) return <SkeletonRows rows={4} />;
  return (
    <>
      {!refused && <Sending recordId={recordId} kinds={kinds} />}
      {documents.data.data.length === 0 && <p className="py-6 text-ink-3">No documents yet.</p>}
      <ul className="mt-3">
        {documents.data.data.map((document) => (
          <DocumentRow key={document.id} document={document} />
        ))}
      </ul>
    </>
  );
}

function DocumentRow({ document }: { document: Document }) {
  const act = useAct('documents', 'projects');
  const refused = useRefusal('D', 'documents');
  const { id } = document;
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5">
      <Icon name="document" className="size-4 text-ink-3" />
      <span className="min-w-40 flex-1">
        <span className="block break-all">
          <RecordLink id={id} name={document.name} />
        </span>
        <span className="block text-xs text-ink-3">
          {sentence(document.kind)} · {bytes(document.size)} · {ago(document.updatedAt)}
        </span>
      </span>
      <DocumentBadge document={document} />
      {document.state === 'AVAILABLE' && (
        <a
          href={`/api/documents/${id}/content`}
          download={document.name}
          aria-label={`Download ${document.name}`}
          title="Download"
          className="grid size-8 place-items-center rounded-md text-ink-2 hover:bg-hover"
        >
          <Icon name="download" />
        </a>
      )}
      <Button
        look="quiet"
        size="icon"
        aria-label={`Put ${document.name} away`}
        title={refused ?? 'Put away'}
        disabled={refused !== undefined}
        onClick={() =>
          void act(
            () => answer(api.DELETE('/api/documents/{id}', { params: { path: { id } } })),
            `${document.name} put away`,
            () => answer(api.POST('/api/documents/{id}/restore', { params: { path: { id } } })),
          )
        }
      >
        <Icon name="close" />
      </Button>
    </li>
  );
}

const usual = ['contract', 'invoice', 'photo', 'plan', 'other'];

function Sending({ recordId, kinds }: { recordId: string; kinds: string[] }) {
  const queries = useQueryClient();
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<string>();
  const [kind, setKind] = useState(kinds[0] ?? 'other');
  const [own, setOwn] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const send = async (files: FileList | null) => {
    setError(undefined);
    for (const file of files ?? []) {
      setShare(0);
      try {
        await sendDocument(recordId, kind, file, setShare);
      } catch (failure) {
        setError(`${file.name}: ${say(failure)}`);
      }
    }
    setShare(undefined);
    if (input.current) input.current.value = '';
    await queries.invalidateQueries({ queryKey: ['documents'] });
    await queries.invalidateQueries({ queryKey: ['projects'] });
  };
  return (
    <div
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void send(event.dataTransfer.files);
      }}
      className="rounded-lg border border-dashed border-line-strong p-3"
    >
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-40 flex-1">
          {own ? (
            <Field
              label="What it is"
              autoFocus
              maxLength={60}
              pattern="[a-z0-9-]+"
              placeholder="like-this"
              value={kind}
              onChange={(event) =>
                setKind(event.target.value.toLowerCase().replace(/[^a-z0-9-]+/g, '-'))
              }
            />
          ) : (
            <Choice
              label="What it is"
              value={kind}
              onChange={(event) => {
                setOwn(event.target.value === '');
                setKind(event.target.value);
              }}
            >
              {[...new Set([...kinds, ...usual])].map((one) => (
                <option key={one} value={one}>
                  {sentence(one)}
                </option>
              ))}
              <option value="">Something else …</option>
            </Choice>
          )}
        </div>
        <Button busy={share !== undefined} disabled={!kind} onClick={() => input.current?.click()}>
          <Icon name="upload" /> {share === undefined ? 'Add a document' : 'Sending'}
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Files to add"
          onChange={(event) => void send(event.target.files)}
        />
      </div>
      {share !== undefined && (
        <progress value={share} max={1} aria-label="Sent" className="mt-3 h-1.5 w-full" />
      )}
      <p className="mt-2 text-xs text-ink-3">
        Or drop files here. Each is checked before it opens.
      </p>
      {error && (
        <p role="alert" className="mt-2 text-xs text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
