import { useQuery } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/api/client';
import { say } from '@/api/problem';
import { count, date, dateTime, money, moneyShort } from '@/lib/format';
import { RecordLink } from '@/shared/record-link';
import { useTime } from '@/shared/time';
import { Dialog } from '@/ui/dialog';
import { SkeletonRows } from '@/ui/states';

type Changes = Schemas['PipelineChanges'];
type Item = Schemas['ComparedDeal'];

const groups: { key: keyof Changes; title: string }[] = [
  { key: 'entered', title: 'Entered' },
  { key: 'won', title: 'Won' },
  { key: 'lost', title: 'Lost' },
  { key: 'moved', title: 'Moved' },
  { key: 'grew', title: 'Grew' },
  { key: 'shrank', title: 'Shrank' },
  { key: 'slipped', title: 'Slipped' },
  { key: 'left', title: 'Left' },
];

interface ComparisonSheetProps {
  pipeline: Schemas['Pipeline'];
  from: string;
  onClose: () => void;
}

/** What became of the deals of a pipeline since an instant. */
export function ComparisonSheet({ pipeline, from, onClose }: ComparisonSheetProps) {
  const { axis } = useTime();
  const { id } = pipeline;
  const comparison = useQuery({
    queryKey: ['deals', 'comparison', id, from, axis],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/pipelines/{id}/comparison', {
          signal,
          params: { path: { id }, query: { from, past: axis } },
        }),
      ),
  });
  const stageName = (stageId: string) =>
    pipeline.stages.find((stage) => stage.id === stageId)?.name ?? 'another stage';
  return (
    <Dialog open wide onClose={onClose} title={`${pipeline.name} since ${dateTime(from)}`}>
      {comparison.error ? (
        <p role="alert" className="text-danger">
          {say(comparison.error)}
        </p>
      ) : !comparison.data ? (
        <SkeletonRows rows={6} />
      ) : (
        groups.map(({ key, title }) => (
          <Group
            key={key}
            title={title}
            group={comparison.data.changes[key]}
            note={(item) => noteOf(key, item, stageName)}
          />
        ))
      )}
    </Dialog>
  );
}

interface GroupProps {
  title: string;
  group: Schemas['ComparedDeals'];
  note: (item: Item) => string;
}

function Group({ title, group, note }: GroupProps) {
  if (group.count === 0) return null;
  return (
    <details className="border-b border-line py-1 last:border-0">
      <summary className="flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-1 hover:bg-hover">
        <span className="flex-1 font-medium">{title}</span>
        <span className="text-ink-3">{group.totals.map(moneyShort).join(', ')}</span>
        <span className="w-14 text-right tabular-nums">{count(group.count)}</span>
      </summary>
      <ul className="pb-2">
        {group.deals.map((item) => (
          <li key={item.id} className="flex min-h-8 items-center gap-3 px-1">
            <span className="min-w-0 flex-1 truncate">
              <RecordLink id={item.id} name={item.name} />
            </span>
            <span className="text-right text-xs text-ink-2">{note(item)}</span>
          </li>
        ))}
        {group.count > group.deals.length && (
          <li className="px-1 text-xs text-ink-3">
            and {count(group.count - group.deals.length)} more
          </li>
        )}
      </ul>
    </details>
  );
}

/** What is worth knowing of a deal that did this. */
function noteOf(key: keyof Changes, { from, to }: Item, stageName: (id: string) => string): string {
  if (key === 'moved' && from && to) return `${stageName(from.stageId)} → ${stageName(to.stageId)}`;
  if ((key === 'grew' || key === 'shrank') && from && to)
    return `${money(from.value)} → ${money(to.value)}`;
  if (key === 'slipped' && from?.expectedCloseDate && to?.expectedCloseDate)
    return `${date(from.expectedCloseDate)} → ${date(to.expectedCloseDate)}`;
  const standing = to ?? from;
  return standing ? `${stageName(standing.stageId)}, ${money(standing.value)}` : '';
}
