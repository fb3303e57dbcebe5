import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { cx } from '@/lib/cx';
import { money, moneyShort } from '@/lib/format';
import { word } from '@/lib/url-search';
import { BoardColumn } from '@/shared/boards/board-column';
import { StagePicker } from '@/shared/boards/stage-picker';
import { useBoardKeys } from '@/shared/boards/use-board-keys';
import { QuickFind } from '@/shared/lists/quick-find';
import { useResourceOfPage } from '@/shared/moments';
import { membersQuery } from '@/shared/people';
import { useRefusal } from '@/shared/permissions';
import { fullName } from '@/shared/session';
import { useTime } from '@/shared/time';
import { Trouble } from '@/shared/trouble';
import { useUrlState } from '@/shared/url-state';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Menu, MenuItem } from '@/ui/menu';
import { Skeleton } from '@/ui/states';
import { toastFailure } from '@/ui/toast';
import { CloseSheet } from '../close-sheet';
import { pipelinesQuery } from '../deal-api';
import { passage, stageOf, type BoardStage } from './board-model';
import { ComparisonSheet } from './comparison-sheet';
import { DealCard } from './deal-card';
import { useBoard } from './use-board';

export function DealBoard() {
  const [{ pipeline, owner, q }, change] = useUrlState((search) => ({
    pipeline: word(search['pipeline']),
    owner: word(search['owner']),
    q: word(search['q']),
  }));
  const { time, at } = useTime();
  useResourceOfPage('deals');
  const navigate = useNavigate();
  const refused = useRefusal('U', 'deals');
  const mayNotCreate = useRefusal('C', 'deals');
  const pipelines = useQuery(pipelinesQuery);
  const { data: members } = useQuery(membersQuery);
  const current =
    pipelines.data?.find((one) => one.id === pipeline) ??
    pipelines.data?.find((one) => one.isDefault) ??
    pipelines.data?.[0];
  const { board, move, more } = useBoard(current?.id, { ...time, ownerId: owner, q });
  const stages = useMemo(() => board.data?.stages ?? [], [board.data]);
  const [opened] = useState(() => Date.now());
  const now = at ? Date.parse(at) : opened;

  const [picking, setPicking] = useState<string>();
  const [comparing, setComparing] = useState(false);
  const [asking, setAsking] = useState<{
    dealId: string;
    to: BoardStage;
    how: 'lose' | 'reopen';
  }>();

  const bring = useCallback(
    (dealId: string, to: BoardStage | undefined) => {
      const from = board.data && stageOf(board.data, dealId);
      if (!from || !to || from.id === to.id) return;
      const how = passage(from.kind, to.kind);
      if (how === 'impossible')
        toastFailure('A closed deal is reopened first: bring it to an open stage.');
      else if (how === 'lose' || how === 'reopen') setAsking({ dealId, to, how });
      else void move(dealId, to);
    },
    [board.data, move],
  );
  const open = useCallback(
    (id: string) => void navigate({ to: '/deals/$id', params: { id } }),
    [navigate],
  );
  const pick = useCallback((id: string) => setPicking(id), []);
  const lanes = useMemo(() => stages.map(({ id, deals }) => ({ id, cards: deals })), [stages]);
  const { focusedId, setFocused, reveal, setReveal } = useBoardKeys({
    one: 'deal',
    lanes,
    refused,
    onShift: (id, column) => bring(id, stages[column]),
    onPick: pick,
    onOpen: open,
  });
  const pickedFrom = picking && board.data ? stageOf(board.data, picking) : undefined;

  const dealName = (id: string | undefined) =>
    stages.flatMap((stage) => stage.deals).find((deal) => deal.id === id)?.name ?? 'this deal';
  const ownerName = members?.find((member) => member.id === owner);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5">
        <h1 className="text-base font-semibold">{current?.name ?? 'Board'}</h1>
        {(pipelines.data?.length ?? 0) > 1 && (
          <Menu
            button={
              <Button look="quiet" size="icon" aria-label="Another pipeline">
                <Icon name="chevron" />
              </Button>
            }
          >
            {pipelines.data?.map((one) => (
              <MenuItem
                key={one.id}
                checked={one.id === current?.id}
                onSelect={() => change({ pipeline: one.isDefault ? undefined : one.id })}
              >
                {one.name}
              </MenuItem>
            ))}
          </Menu>
        )}
        <span className="flex-1" />
        <QuickFind
          value={q}
          label="Find on this board"
          onChange={(value) => change({ q: value }, { replace: true })}
        />
        <Menu
          button={
            <Button className={cx(owner && 'border-accent text-accent-text')}>
              <Icon name="contact" className="size-3.5" />
              {ownerName ? fullName(ownerName) : 'Owner'}
            </Button>
          }
        >
          <MenuItem checked={!owner} onSelect={() => change({ owner: undefined })}>
            Everybody
          </MenuItem>
          {members?.map((member) => (
            <MenuItem
              key={member.id}
              checked={member.id === owner}
              onSelect={() => change({ owner: member.id })}
            >
              {fullName(member)}
            </MenuItem>
          ))}
        </Menu>
        {at && current && (
          <Button onClick={() => setComparing(true)}>
            <Icon name="clock" className="size-3.5" /> Compare with now
          </Button>
        )}
        <Button
          look="primary"
          disabled={mayNotCreate !== undefined}
          title={mayNotCreate}
          onClick={() => void navigate({ to: '/deals', search: { new: '1' } })}
        >
          <Icon name="plus" /> New deal
        </Button>
      </header>
      {board.error && !board.data ? (
        <Trouble error={board.error} retry={() => void board.refetch()} what="This board" />
      ) : pipelines.error && !pipelines.data ? (
        <Trouble error={pipelines.error} retry={() => void pipelines.refetch()} what="This board" />
      ) : (
        <div
          className={cx(
            'flex min-h-0 flex-1 snap-x scroll-px-3 gap-3 overflow-x-auto p-3 sm:snap-none',
            board.isPlaceholderData && 'opacity-70',
          )}
        >
          {board.data
            ? stages.map((stage) => (
                <BoardColumn
                  key={stage.id}
                  name={stage.name}
                  dot={stage.kind === 'WON' ? 'won' : stage.kind === 'LOST' ? 'lost' : 'open'}
                  total={stage.count}
                  sums={<Sums stage={stage} />}
                  cards={stage.deals}
                  none="No deals"
                  reveal={reveal}
                  onDrop={(id) => bring(id, stage)}
                  onMore={stage.nextCursor ? () => more(stage) : undefined}
                  render={(deal) => (
                    <DealCard
                      deal={deal}
                      focused={deal.id === focusedId}
                      refused={refused}
                      now={now}
                      onFocus={setFocused}
                      onOpen={open}
                      onMove={pick}
                    />
                  )}
                />
              ))
            : Array.from({ length: 5 }, (_, column) => (
                <div key={column} className="late flex-1 min-w-60 rounded-lg bg-sunken p-3">
                  <Skeleton className="mb-4 h-5 w-2/3" />
                  {Array.from({ length: 4 }, (_, row) => (
                    <Skeleton key={row} className="mb-2 h-20 rounded-lg" />
                  ))}
                </div>
              ))}
        </div>
      )}
      <StagePicker
        open={pickedFrom !== undefined}
        name={dealName(picking)}
        hereId={pickedFrom?.id}
        stages={stages.map(({ id, name, kind }) => ({
          id,
          name,
          refused:
            pickedFrom && passage(pickedFrom.kind, kind) === 'impossible'
              ? 'A closed deal is reopened first.'
              : undefined,
        }))}
        onClose={() => setPicking(undefined)}
        onPick={(stageId) => {
          if (picking)
            bring(
              picking,
              stages.find(({ id }) => id === stageId),
            );
          setReveal(picking);
          setPicking(undefined);
        }}
      />
      {comparing && at && current && (
        <ComparisonSheet pipeline={current} from={at} onClose={() => setComparing(false)} />
      )}
      <CloseSheet
        closing={asking?.how}
        name={dealName(asking?.dealId)}
        onClose={() => setAsking(undefined)}
        onDone={(reason, competitor) => {
          if (asking) void move(asking.dealId, asking.to, { reason, competitor });
          setAsking(undefined);
        }}
      />
    </div>
  );
}

function Sums({ stage }: { stage: BoardStage }) {
  return (
    <>
      <span title={money(stage.total)} className="text-ink-2">
        {moneyShort(stage.total)}
      </span>
      {stage.kind === 'OPEN' && (
        <span title={`Weighted with ${stage.probability} %`}>
          {moneyShort(stage.weighted)} weighted
        </span>
      )}
      {stage.otherCurrencies.length > 0 && (
        <span title="Besides, in other currencies">
          +{stage.otherCurrencies.map((other) => moneyShort(other.total)).join(', ')}
        </span>
      )}
    </>
  );
}
