import { useQuery } from '@tanstack/react-query';
import { say } from '@/api/problem';
import { count, sentence } from '@/lib/format';
import { SkeletonRows } from '@/ui/states';
import { getImport, type Import } from './import-api';

/** An import, looked at until it has come to an end. */
export const useImport = (id: string | undefined) =>
  useQuery({
    queryKey: ['imports', 'record', id],
    queryFn: ({ signal }) => getImport(id ?? '', signal),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (!state.data || state.data.status === 'RUNNING' ? 400 : false),
  });

/** How far an import is, and which rows it could not take. */
export function ImportProgress({ id }: { id: string }) {
  const { data, error } = useImport(id);
  if (error) return <p className="text-danger">{say(error)}</p>;
  if (!data) return <SkeletonRows rows={3} />;
  return <Progress of={data} />;
}

function Progress({ of }: { of: Import }) {
  const figures: [string, number][] = [
    [of.dryRun ? 'Would be created' : 'Created', of.created],
    ['Known already', of.skipped],
    ['Not taken', of.failed],
  ];
  return (
    <div aria-live="polite">
      <div className="mb-1 flex justify-between text-xs text-ink-3">
        <span>
          {of.status === 'RUNNING' ? 'Reading' : sentence(of.status)}
          {of.reason && `: ${of.reason}`}
        </span>
        <span className="tabular-nums">
          {count(of.processed)} of {count(of.total)} rows
        </span>
      </div>
      <progress
        value={of.processed}
        max={Math.max(1, of.total)}
        aria-label="Rows read"
        className="h-1.5 w-full"
      />
      <dl className="mt-4 grid grid-cols-3 gap-3">
        {figures.map(([name, figure]) => (
          <div key={name}>
            <dt className="text-xs text-ink-3">{name}</dt>
            <dd className="text-lg font-semibold tabular-nums">{count(figure)}</dd>
          </div>
        ))}
      </dl>
      {of.errors.length > 0 && (
        <div className="mt-4 max-h-72 overflow-auto rounded-lg border border-line">
          <table className="w-full">
            <caption className="sr-only">Rows that were not taken</caption>
            <thead className="sticky top-0 bg-sunken text-left text-xs text-ink-3">
              <tr>
                <th className="px-3 py-1.5 font-medium">Row</th>
                <th className="px-3 py-1.5 font-medium">Column</th>
                <th className="px-3 py-1.5 font-medium">What is wrong</th>
              </tr>
            </thead>
            <tbody>
              {of.errors.map((error, index) => (
                <tr key={index} className="border-t border-line">
                  <td className="px-3 py-1.5 tabular-nums">{count(error.row)}</td>
                  <td className="px-3 py-1.5">{error.column ?? ''}</td>
                  <td className="px-3 py-1.5">{error.message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {of.kept.length > 0 && (
        <p className="mt-3 text-ink-2">{count(of.kept.length)} were changed since and were kept.</p>
      )}
    </div>
  );
}
