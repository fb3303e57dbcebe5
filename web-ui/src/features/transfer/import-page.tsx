import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { dateTime, sentence } from '@/lib/format';
import { useRefusal } from '@/shared/permissions';
import { RecordFrame, RecordSkeleton } from '@/shared/records/record-frame';
import { Trouble } from '@/shared/trouble';
import { useAct } from '@/shared/use-act';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { tones, undoImport } from './import-api';
import { ImportProgress, useImport } from './import-progress';

/** One import: how far it is, what it could not take, and the way back. */
export function ImportPage() {
  const { id } = useParams({ from: '/shell/imports/$id' });
  const found = useImport(id);
  const refused = useRefusal('D', 'imports');
  const queries = useQueryClient();
  const act = useAct('imports', 'deals', 'contacts', 'companies');
  const status = found.data?.status;
  useEffect(() => {
    // What it has made is in every list by now.
    if (status && status !== 'RUNNING')
      for (const key of ['deals', 'contacts', 'companies'])
        void queries.invalidateQueries({ queryKey: [key] });
  }, [status, queries]);
  if (found.error)
    return <Trouble error={found.error} retry={() => void found.refetch()} what="This import" />;
  if (!found.data) return <RecordSkeleton />;
  const { fileName, resource, dryRun, startedAt, finishedAt, encoding } = found.data;
  const undoable = !dryRun && (status === 'COMPLETED' || status === 'FAILED');
  return (
    <RecordFrame
      back={{ to: '/imports', label: 'Imports' }}
      title={fileName}
      badges={
        <>
          <Badge tone={tones[found.data.status]}>{found.data.status.toLowerCase()}</Badge>
          {dryRun && <Badge>rehearsal</Badge>}
        </>
      }
      actions={
        undoable && (
          <Button
            disabled={refused !== undefined}
            title={refused ?? 'Puts away what it created, except what was changed since'}
            onClick={() => void act(() => undoImport(id), 'The import is taken back')}
          >
            Take back
          </Button>
        )
      }
      fields={
        <dl className="grid grid-cols-[7.5rem_1fr] gap-2">
          <dt className="text-ink-3">As</dt>
          <dd>{sentence(resource)}</dd>
          <dt className="text-ink-3">Started</dt>
          <dd>{dateTime(startedAt)}</dd>
          {finishedAt && (
            <>
              <dt className="text-ink-3">Finished</dt>
              <dd>{dateTime(finishedAt)}</dd>
            </>
          )}
          <dt className="text-ink-3">Written in</dt>
          <dd>{encoding}</dd>
        </dl>
      }
      tabs={[{ key: 'rows', label: 'Rows', content: <ImportProgress id={id} /> }]}
    />
  );
}
