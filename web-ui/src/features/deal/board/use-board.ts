import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import { answer, api } from '@/api/client';
import { isProblem, say } from '@/api/problem';
import type { TimeQuery } from '@/shared/time';
import { toast, toastFailure } from '@/ui/toast';
import { loseDeal, moveDeal, reopenDeal, winDeal, type Deal } from '../deal-api';
import {
  passage,
  refreshed,
  stageOf,
  withMore,
  withMoved,
  withVersion,
  type Board,
  type BoardStage,
} from './board-model';

export interface BoardView extends TimeQuery {
  ownerId?: string;
  q?: string;
}

/** Why a deal is closed or opened again, where the engine wants to know. */
export interface Because {
  reason: string;
  competitor: string | null;
}

const PER_STAGE = 50;

/** The board of a pipeline as the server counts it, and the moves on it. */
export function useBoard(pipelineId: string | undefined, view: BoardView) {
  const queries = useQueryClient();
  const { ownerId, q, asOf, effectiveAt } = view;
  const queryKey = useMemo(
    () => ['deals', 'board', pipelineId, { ownerId, q, asOf, effectiveAt }],
    [pipelineId, ownerId, q, asOf, effectiveAt],
  );
  const moving = useRef(new Map<string, Promise<void>>());

  const board = useQuery({
    queryKey,
    enabled: pipelineId !== undefined,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const fresh = await answer(
        api.GET('/api/pipelines/{id}/board', {
          signal,
          params: {
            path: { id: pipelineId ?? '' },
            query: { perStage: PER_STAGE, ownerId, q, asOf, effectiveAt },
          },
        }),
      );
      return refreshed(queries.getQueryData<Board>(queryKey), fresh);
    },
  });

  const update = useCallback(
    (change: (board: Board) => Board) =>
      queries.setQueryData<Board>(queryKey, (now) => now && change(now)),
    [queries, queryKey],
  );

  const perform = useCallback(
    async (
      dealId: string,
      to: BoardStage,
      because?: Because,
      takeBack?: (into: BoardStage) => void,
    ) => {
      const now = queries.getQueryData<Board>(queryKey);
      const from = now && stageOf(now, dealId);
      const deal = from?.deals.find((one) => one.id === dealId);
      if (!from || !deal || from.id === to.id) return;
      await queries.cancelQueries({ queryKey });
      update((shown) => withMoved(shown, dealId, to.id, new Date().toISOString()));
      try {
        const { version } = await send(deal, from, to, because);
        update((shown) => withVersion(shown, dealId, version));
        const undo = from.kind === 'OPEN' ? takeBack : undefined;
        toast(`${deal.name} → ${to.name}`, undo && { label: 'Undo', run: () => undo(from) });
      } catch (failure) {
        update((shown) => withMoved(shown, dealId, from.id, deal.stageEnteredAt));
        const why = isProblem(failure, 412)
          ? 'Somebody else changed it meanwhile. The board shows how it is now.'
          : say(failure);
        toastFailure(`${deal.name} stays in ${from.name}. ${why}`);
      }
      void queries.invalidateQueries({ queryKey: ['deals'] });
    },
    [queries, queryKey, update],
  );

  // One after the other: the second move of a deal needs the version that the first one made.
  const move = useCallback(
    function bring(
      dealId: string,
      to: BoardStage,
      because?: Because,
      undoable = true,
    ): Promise<void> {
      const takeBack = (into: BoardStage) =>
        void bring(dealId, into, { reason: 'Moved by mistake', competitor: null }, false);
      const before = moving.current.get(dealId) ?? Promise.resolve();
      const after = before.then(() =>
        perform(dealId, to, because, undoable ? takeBack : undefined),
      );
      moving.current.set(dealId, after);
      return after;
    },
    [perform],
  );

  const more = useCallback(
    async (stage: BoardStage) => {
      if (!stage.nextCursor) return;
      const page = await answer(
        api.GET('/api/deals', {
          params: {
            query: {
              stageId: [stage.id],
              sort: '-stageEnteredAt',
              cursor: stage.nextCursor,
              pageSize: PER_STAGE,
              ...(ownerId ? { ownerId: [ownerId] } : {}),
              q,
              asOf,
              effectiveAt,
            },
          },
        }),
      );
      update((shown) => withMore(shown, stage.id, page.data, page.nextCursor));
    },
    [ownerId, q, asOf, effectiveAt, update],
  );

  return { board, move, more };
}

function send(deal: Deal, from: BoardStage, to: BoardStage, because: Because | undefined) {
  const reason = because?.reason ?? '';
  switch (passage(from.kind, to.kind)) {
    case 'move':
      return moveDeal(deal.id, to.id, deal.version);
    case 'win':
      return winDeal(deal.id, because?.reason ?? null, deal.version);
    case 'lose':
      return loseDeal(deal.id, reason, because?.competitor ?? null, deal.version);
    case 'reopen':
      return reopenInto(deal, to, reason);
    case 'impossible':
      throw new Error('A closed deal is reopened before it is closed otherwise.');
  }
}

/** A reopened deal is in the stage it was in; if that is not the one asked for, it moves there. */
async function reopenInto(deal: Deal, to: BoardStage, reason: string) {
  const reopened = await reopenDeal(deal.id, reason, deal.version);
  try {
    return await moveDeal(deal.id, to.id, reopened.version);
  } catch (failure) {
    if (isProblem(failure, 409)) return reopened; // it is there already
    throw failure;
  }
}
