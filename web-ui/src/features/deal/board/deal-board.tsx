import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { cx } from '@/lib/cx';
import { word } from '@/lib/url-search';
import { useDebounced } from '@/shared/debounced';
import { membersQuery } from '@/shared/people';
import { useRefusal } from '@/shared/permissions';
import { fullName } from '@/shared/session';
import { useShortcuts } from '@/shared/shortcuts';
import { useTime } from '@/shared/time';
import { Trouble } from '@/shared/trouble';
import { useUrlState } from '@/shared/url-state';
import { Button } from '@/ui/button';
import { inputLook } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { Menu, MenuItem } from '@/ui/menu';
import { Skeleton } from '@/ui/states';
import { toastFailure } from '@/ui/toast';
import { CloseSheet } from '../close-sheet';
import { pipelinesQuery } from '../deal-api';
import { BoardColumn } from './board-column';
import { passage, stageOf, type BoardStage } from './board-model';
import { StagePicker } from './stage-picker';
import { useBoard } from './use-board';

export function DealBoard() {
  const [{ pipeline, owner, q }, change] = useUrlState((search) => ({
    pipeline: word(search['pipeline']),
    owner: word(search['owner']),
    q: word(search['q']),
  }));
  const { time, at } = useTime();
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

  const [focused, setFocused] = useState<string>();
  const [reveal, setReveal] = useState<string>();
  const [picking, setPicking] = useState<string>();
  const [asking, setAsking] = useState<{
    dealId: string;
    to: BoardStage;
    how: 'lose' | 'reopen';
  }>();
  const focusedId =
    focused && stages.some((stage) => stage.deals.some((deal) => deal.id === focused))
      ? focused
      : stages.find((stage) => stage.deals.length > 0)?.deals[0]?.id;

  const place = (id: string | undefined) => {
    const column = stages.findIndex((stage) => stage.deals.some((deal) => deal.id === id));
    return { column, row: stages[column]?.deals.findIndex((deal) => deal.id === id) ?? -1 };
  };
  const focus = (id: string | undefined) => {
    if (!id) return;
    setFocused(id);
    setReveal(id);
  };
  const walk = (right: number, down: number) => {
    if (!focusedId) return;
    const from = place(focusedId);
    if (down) return focus(stages[from.column]?.deals[from.row + down]?.id);
    for (let column = from.column + right; stages[column]; column += right) {
      const { deals } = stages[column] as BoardStage;
      if (deals.length > 0) return focus(deals[Math.min(from.row, deals.length - 1)]?.id);
    }
  };

  const bring = useCallback(
    (dealId: string, to: BoardStage) => {
      const from = board.data && stageOf(board.data, dealId);
      if (!from || from.id === to.id) return;
      const how = passage(from.kind, to.kind);
      if (how === 'impossible')
        toastFailure('A closed deal is reopened first: bring it to an open stage.');
      else if (how === 'lose' || how === 'reopen') setAsking({ dealId, to, how });
      else void move(dealId, to);
    },
    [board.data, move],
  );
  const shift = (by: 1 | -1) => {
    const to = stages[place(focusedId).column + by];
    if (!focusedId || !to || refused) return;
    bring(focusedId, to);
    setReveal(focusedId);
  };
  const open = useCallback(
    (id: string) => void navigate({ to: '/deals/$id', params: { id } }),
    [navigate],
  );
  const pick = useCallback((id: string) => setPicking(id), []);

  useShortcuts([
    { keys: 'ArrowLeft', label: 'Stage before', group: 'Board', run: () => walk(-1, 0) },
    { keys: 'ArrowRight', label: 'Next stage', group: 'Board', run: () => walk(1, 0) },
    { keys: 'ArrowUp', label: 'Deal above', group: 'Board', run: () => walk(0, -1) },
    { keys: 'ArrowDown', label: 'Deal below', group: 'Board', run: () => walk(0, 1) },
    { keys: 'k', label: 'Deal above', group: 'Board', run: () => walk(0, -1) },
    { keys: 'j', label: 'Deal below', group: 'Board', run: () => walk(0, 1) },
    {
      keys: 'Shift+ArrowLeft',
      label: 'Move to the stage before',
      group: 'Board',
      run: () => shift(-1),
    },
    {
      keys: 'Shift+ArrowRight',
      label: 'Move to the next stage',
      group: 'Board',
      run: () => shift(1),
    },
    {
      keys: 'm',
      label: 'Move to …',
      group: 'Board',
      run: () => !refused && focusedId && setPicking(focusedId),
    },
    {
      keys: 'Enter',
      label: 'Open the deal',
      group: 'Board',
      run: (event) => {
        const target = event.target instanceof HTMLElement ? event.target : undefined;
        if (target?.matches('button, a')) target.click();
        else if (focusedId) open(focusedId);
      },
    },
  ]);

  const [text, setText] = useState(q ?? '');
  const settled = useDebounced(text, 150);
  useEffect(() => {
    if (settled !== (q ?? '')) change({ q: settled || undefined }, { replace: true });
    // Only what was typed leads here, not the address.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);

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
        <input
          type="search"
          aria-label="Find on this board"
          placeholder="Find …"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className={cx(inputLook, 'order-last h-8 border-line-strong sm:order-none sm:w-44')}
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
                  stage={stage}
                  focusedId={focusedId}
                  reveal={reveal}
                  refused={refused}
                  now={now}
                  onDrop={bring}
                  onMore={more}
                  onFocus={setFocused}
                  onOpen={open}
                  onMove={pick}
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
        name={picking && dealName(picking)}
        from={picking && board.data ? stageOf(board.data, picking) : undefined}
        stages={stages}
        onClose={() => setPicking(undefined)}
        onPick={(stage) => {
          if (picking) bring(picking, stage);
          setReveal(picking);
          setPicking(undefined);
        }}
      />
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
