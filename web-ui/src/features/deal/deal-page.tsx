import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { Schemas } from '@/api/client';
import { say } from '@/api/problem';
import { date, money, plural } from '@/lib/format';
import { membersQuery } from '@/shared/people';
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
import { fullName } from '@/shared/session';
import { useTime } from '@/shared/time';
import { Trouble } from '@/shared/trouble';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { toast, toastFailure } from '@/ui/toast';
import { CloseSheet, type Closing } from './close-sheet';
import {
  archiveDeal,
  dealHistory,
  getDeal,
  loseDeal,
  moveDeal,
  patchDeal,
  pipelinesQuery,
  reopenDeal,
  restoreDeal,
  winDeal,
  type Deal,
} from './deal-api';
import { StatusBadge } from './status-badge';

export function DealPage() {
  const { id } = useParams({ from: '/shell/deals/$id' });
  const { time } = useTime();
  const queryKey = useMemo(() => ['deals', 'record', id, time], [id, time]);
  const deal = useQuery({
    queryKey,
    queryFn: ({ signal }) => getDeal(id, time, signal),
    placeholderData: keepPreviousData,
  });
  if (deal.error)
    return <Trouble error={deal.error} retry={() => void deal.refetch()} what="This deal" />;
  if (!deal.data) return <RecordSkeleton />;
  return <Page deal={deal.data} queryKey={queryKey} />;
}

function Page({ deal, queryKey }: { deal: Deal; queryKey: unknown[] }) {
  const { id } = deal;
  const queries = useQueryClient();
  const mayNot = useRefusal('U', 'deals');
  const mayNotArchive = useRefusal('D', 'deals');
  const refused =
    mayNot ??
    (deal.status === 'OPEN' ? undefined : 'A closed deal does not change. Reopen it first.');
  const { data: pipelines } = useQuery(pipelinesQuery);
  const { data: members } = useQuery(membersQuery);
  const [closing, setClosing] = useState<Closing>();
  const { save, conflict, settle } = useRecordEditor({
    record: deal,
    queryKey,
    patch: useCallback(
      (change: Schemas['DealChange'] & { stageId?: string }, version: number) =>
        change.stageId ? moveDeal(id, change.stageId, version) : patchDeal(id, change, version),
      [id],
    ),
    reload: useCallback(() => getDeal(id, {}), [id]),
  });
  const history = useHistory('deals', id, (pageSize, signal) => dealHistory(id, pageSize, signal));
  const editing = { save, refused };
  const stages = pipelines?.find((pipeline) => pipeline.id === deal.pipelineId)?.stages ?? [];

  const act = async (call: Promise<unknown>, done: string, undo?: () => Promise<unknown>) => {
    try {
      await call;
      toast(done, undo && { label: 'Undo', run: () => void act(undo(), 'Undone') });
    } catch (failure) {
      toastFailure(say(failure));
    }
    await queries.invalidateQueries({ queryKey: ['deals'] });
  };
  const undoClosing = async () =>
    reopenDeal(id, 'Closed by mistake', (await getDeal(id, {})).version);

  return (
    <>
      <RecordFrame
        history={history.entries}
        back={{ to: '/deals', label: 'Deals' }}
        title={deal.name}
        badges={
          <>
            <StatusBadge deal={deal} />
            {deal.slips > 0 && <Badge>{plural(deal.slips, 'slip')}</Badge>}
            {deal.archived && <Badge>Archived</Badge>}
          </>
        }
        actions={
          <>
            {deal.status === 'OPEN' ? (
              <>
                <Button
                  look="primary"
                  disabled={mayNot !== undefined}
                  title={mayNot}
                  onClick={() =>
                    void act(winDeal(id, null, deal.version), `Won ${deal.name}`, undoClosing)
                  }
                >
                  Win
                </Button>
                <Button
                  disabled={mayNot !== undefined}
                  title={mayNot}
                  onClick={() => setClosing('lose')}
                >
                  Lose …
                </Button>
              </>
            ) : (
              <Button
                disabled={mayNot !== undefined}
                title={mayNot}
                onClick={() => setClosing('reopen')}
              >
                Reopen …
              </Button>
            )}
            <RestoreAsOf
              resource="deals"
              past={deal}
              fields={{
                name: 'Name',
                value: 'Value',
                expectedCloseDate: 'Expected close',
                source: 'Source',
              }}
              readNow={() => getDeal(id, {})}
              patch={(change, version) => patchDeal(id, change, version)}
            />
            <ArchiveButton
              name={deal.name}
              resource="deals"
              archived={deal.archived}
              refused={mayNotArchive}
              archive={() => archiveDeal(id)}
              restore={() => restoreDeal(id)}
            />
          </>
        }
        fields={
          <>
            <InlineField {...editing} label="Name" field="name" value={deal.name} required />
            <InlineField
              {...editing}
              label="Value"
              field="value"
              kind="money"
              value={deal.value}
              required
            >
              <span className="font-medium tabular-nums">{money(deal.value)}</span>
            </InlineField>
            <InlineField
              {...editing}
              label="Stage"
              field="stageId"
              kind="choice"
              required
              value={deal.stageId}
              options={stages
                .filter((stage) => stage.kind === 'OPEN' || stage.id === deal.stageId)
                .map((stage) => ({ value: stage.id, label: stage.name }))}
            />
            <InlineField
              {...editing}
              label="Probability"
              field="probability"
              kind="number"
              value={deal.probability}
            >
              {deal.probability} %
            </InlineField>
            <InlineField
              {...editing}
              label="Owner"
              field="ownerId"
              kind="choice"
              value={deal.ownerId}
              options={(members ?? []).map((member) => ({
                value: member.id,
                label: fullName(member),
              }))}
            />
            <InlineField
              {...editing}
              label="Expected close"
              field="expectedCloseDate"
              kind="date"
              value={deal.expectedCloseDate}
            />
            <InlineField {...editing} label="Source" field="source" value={deal.source} />
            <CustomFields {...editing} resource="deals" values={deal.customFields} />
          </>
        }
        aside={<Facts deal={deal} />}
        tabs={usualTabs({ resource: 'deals', id, about: 'dealId', history })}
      />
      <ConflictDialog conflict={conflict} onSettled={settle} />
      <CloseSheet
        closing={closing}
        name={deal.name}
        onClose={() => setClosing(undefined)}
        onDone={(reason, competitor) => {
          setClosing(undefined);
          void (closing === 'lose'
            ? act(loseDeal(id, reason, competitor, deal.version), `Lost ${deal.name}`, undoClosing)
            : act(reopenDeal(id, reason, deal.version), `Reopened ${deal.name}`));
        }}
      />
    </>
  );
}

function Facts({ deal }: { deal: Deal }) {
  const facts: [string, React.ReactNode][] = [
    [
      'Company',
      deal.companyId && (
        <Link
          to="/companies/$id"
          params={{ id: deal.companyId }}
          className="text-accent-text hover:underline"
        >
          {deal.companyName ?? 'Open'}
        </Link>
      ),
    ],
    [
      'Contact',
      deal.contactId && (
        <Link
          to="/contacts/$id"
          params={{ id: deal.contactId }}
          className="text-accent-text hover:underline"
        >
          Open contact
        </Link>
      ),
    ],
    ['Opened', date(deal.openedAt)],
    ['Closed', deal.closedAt && date(deal.closedAt)],
    ['Won because', deal.wonReason],
    ['Lost because', deal.lostReason],
    ['Competitor', deal.competitor],
  ];
  return (
    <dl className="mt-4 grid grid-cols-[7.5rem_1fr] gap-2 border-t border-line pt-4">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd className="px-2">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
