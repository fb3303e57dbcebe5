import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api } from '@/api/client';
import { say } from '@/api/problem';
import { cx } from '@/lib/cx';
import { bytes, sentence } from '@/lib/format';
import { useSession } from '@/shared/session';
import { Button } from '@/ui/button';
import { Dialog, DialogActions } from '@/ui/dialog';
import { Choice, Field, inputLook } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { firstRows } from './csv';
import { startImport, type Mapping } from './import-api';
import { ImportProgress, useImport } from './import-progress';
import {
  customKey,
  guess,
  likelyResource,
  required,
  targets,
  type ImportResource,
} from './targets';

interface Chosen {
  file: File;
  columns: string[];
  samples: string[][];
}

/** Takes a file in, in steps: the file, what its columns mean, a rehearsal, and the import. */
export function ImportWizard({ onClose }: { onClose: () => void }) {
  const [chosen, setChosen] = useState<Chosen>();
  const [rehearsal, setRehearsal] = useState<{ id: string; mapping: Mapping }>();
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={
        !chosen
          ? 'Which file?'
          : rehearsal
            ? 'This is what would happen'
            : `What the columns of ${chosen.file.name} mean`
      }
    >
      {!chosen ? (
        <ChooseFile onChoose={setChosen} />
      ) : rehearsal ? (
        <Rehearsed
          chosen={chosen}
          {...rehearsal}
          onBack={() => setRehearsal(undefined)}
          onClose={onClose}
        />
      ) : (
        <MapColumns
          chosen={chosen}
          onBack={() => setChosen(undefined)}
          onRehearse={(id, mapping) => setRehearsal({ id, mapping })}
        />
      )}
    </Dialog>
  );
}

function ChooseFile({ onChoose }: { onChoose: (chosen: Chosen) => void }) {
  const [error, setError] = useState<string>();
  const [over, setOver] = useState(false);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const [columns, ...samples] = firstRows(await file.slice(0, 65_536).text(), 4);
    if (!columns || samples.length === 0)
      return setError(`${file.name} has no rows below a first row with names of columns.`);
    onChoose({ file, columns, samples });
  };
  return (
    <>
      <label
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void choose(event.dataTransfer.files[0]);
        }}
        className={cx(
          'grid cursor-pointer place-items-center gap-2 rounded-lg border border-dashed px-4 py-12 text-center focus-within:border-accent',
          over ? 'border-accent bg-selected' : 'border-line-strong',
        )}
      >
        <Icon name="upload" className="size-5 text-ink-3" />
        <span className="font-medium">Choose a CSV file, or drop it here</span>
        <span className="text-ink-2">Its first row says what the columns are called.</span>
        <input
          type="file"
          accept=".csv,text/csv"
          className="sr-only"
          onChange={(event) => void choose(event.target.files?.[0])}
        />
      </label>
      {error && (
        <p role="alert" className="mt-3 text-danger">
          {error}
        </p>
      )}
    </>
  );
}

interface MapColumnsProps {
  chosen: Chosen;
  onBack: () => void;
  onRehearse: (id: string, mapping: Mapping) => void;
}

function MapColumns({ chosen, onBack, onRehearse }: MapColumnsProps) {
  const { organization } = useSession();
  const [resource, setResource] = useState<ImportResource>(() => likelyResource(chosen.columns));
  const [columns, setColumns] = useState(() => guess(resource, chosen.columns));
  const [template, setTemplate] = useState('');
  const [currency, setCurrency] = useState(organization.settings.currency);
  const [pipelineId, setPipelineId] = useState('');
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<string>();
  const pipelines = useQuery({
    queryKey: ['pipelines'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/pipelines', { signal, params: { query: { pageSize: 100 } } })),
  });
  const needed = required[resource];
  const isThere = Object.values(columns).includes(needed) || template.trim() !== '';
  const become = (next: ImportResource) => {
    setResource(next);
    setColumns(guess(next, chosen.columns));
  };
  const mapping: Mapping = {
    resource,
    columns,
    ...(template.trim() ? { templates: { [needed]: template.trim() } } : {}),
    ...(resource === 'contacts' ? {} : { currency }),
    ...(resource === 'deals' && pipelineId ? { pipelineId } : {}),
  };
  const rehearse = async () => {
    setShare(0);
    setError(undefined);
    try {
      onRehearse((await startImport(chosen.file, mapping, true, setShare)).id, mapping);
    } catch (failure) {
      setError(say(failure));
    }
    setShare(undefined);
  };
  return (
    <>
      <p className="mb-3 text-ink-2">
        {chosen.file.name}, {bytes(chosen.file.size)}
      </p>
      <div className="mb-4 grid gap-3 sm:grid-cols-3">
        <Choice
          label="Each row is a"
          value={resource}
          onChange={(event) => become(event.target.value as ImportResource)}
        >
          <option value="deals">Deal</option>
          <option value="contacts">Contact</option>
          <option value="companies">Company</option>
        </Choice>
        {resource !== 'contacts' && (
          <Field
            label="Amounts are in"
            value={currency}
            maxLength={3}
            onChange={(event) => setCurrency(event.target.value.toUpperCase())}
          />
        )}
        {resource === 'deals' && (pipelines.data?.data.length ?? 0) > 1 && (
          <Choice
            label="Pipeline"
            value={pipelineId}
            onChange={(event) => setPipelineId(event.target.value)}
          >
            <option value="">The usual</option>
            {pipelines.data?.data.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Choice>
        )}
      </div>
      <div className="max-h-[38vh] overflow-auto rounded-lg border border-line">
        <table className="w-full">
          <caption className="sr-only">What each column means</caption>
          <thead className="sticky top-0 z-10 bg-sunken text-left text-xs text-ink-3">
            <tr>
              <th className="px-3 py-1.5 font-medium">Column</th>
              <th className="hidden px-3 py-1.5 font-medium sm:table-cell">For example</th>
              <th className="px-3 py-1.5 font-medium">Means</th>
            </tr>
          </thead>
          <tbody>
            {chosen.columns.map((column, index) => (
              <tr key={column} className="border-t border-line">
                <td className="px-3 py-1.5 font-medium">{column}</td>
                <td className="hidden max-w-40 truncate px-3 py-1.5 text-ink-3 sm:table-cell">
                  {chosen.samples.map((row) => row[index]).find(Boolean)}
                </td>
                <td className="px-3 py-1">
                  <select
                    aria-label={`${column} means`}
                    value={columns[column] ?? ''}
                    onChange={(event) => {
                      const value = event.target.value;
                      const others = Object.entries(columns).filter(([name]) => name !== column);
                      setColumns(Object.fromEntries(value ? [...others, [column, value]] : others));
                    }}
                    className={cx(inputLook, 'h-8 border-line-strong')}
                  >
                    <option value="">Leave out</option>
                    {targets[resource].map(({ name, label }) => (
                      <option key={name} value={name}>
                        {label}
                      </option>
                    ))}
                    <option value={customKey(column)}>Keep as “{column}”</option>
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {resource !== 'contacts' && !Object.values(columns).includes(needed) && (
        <div className="mt-4">
          <Field
            label={`${sentence(needed)}, made of columns`}
            value={template}
            placeholder={`{${chosen.columns[0]}} for {${chosen.columns[1] ?? chosen.columns[0]}}`}
            help="No column is the name; write it with the names of columns in braces."
            onChange={(event) => setTemplate(event.target.value)}
          />
        </div>
      )}
      {error && (
        <p role="alert" className="mt-3 rounded-md bg-danger-soft px-3 py-2 text-danger">
          {error}
        </p>
      )}
      {share !== undefined && (
        <progress value={share} max={1} aria-label="Sent" className="mt-3 h-1.5 w-full" />
      )}
      <DialogActions>
        <Button onClick={onBack}>Another file</Button>
        <Button
          look="primary"
          busy={share !== undefined}
          disabled={!isThere}
          title={isThere ? undefined : `Every row needs: ${sentence(needed).toLowerCase()}.`}
          onClick={() => void rehearse()}
        >
          Rehearse
        </Button>
      </DialogActions>
    </>
  );
}

interface RehearsedProps {
  chosen: Chosen;
  id: string;
  mapping: Mapping;
  onBack: () => void;
  onClose: () => void;
}

function Rehearsed({ chosen, id, mapping, onBack, onClose }: RehearsedProps) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data } = useImport(id);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const isReady = data?.status === 'COMPLETED' && data.created > 0;
  const run = async () => {
    setBusy(true);
    try {
      const { id: imported } = await startImport(chosen.file, mapping, false);
      onClose();
      await queries.invalidateQueries({ queryKey: ['imports'] });
      await navigate({ to: '/imports/$id', params: { id: imported } });
    } catch (failure) {
      setError(say(failure));
    }
    setBusy(false);
  };
  return (
    <>
      <ImportProgress id={id} />
      {error && (
        <p role="alert" className="mt-3 text-danger">
          {error}
        </p>
      )}
      <DialogActions>
        <Button onClick={onBack}>Change the columns</Button>
        <Button
          look="primary"
          busy={busy}
          disabled={!isReady}
          title={isReady ? undefined : 'There is nothing to import.'}
          onClick={() => void run()}
        >
          Import {data ? data.created : ''} rows
        </Button>
      </DialogActions>
    </>
  );
}
