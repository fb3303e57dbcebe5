import type { Schemas } from '@/api/client';
import type { Deal } from '../deal-api';

export type Board = Schemas['Board'];
export type BoardStage = Schemas['BoardStage'];

/** What it takes to bring a deal from one stage into another. */
export type Passage = 'move' | 'win' | 'lose' | 'reopen' | 'impossible';

export function passage(from: BoardStage['kind'], to: BoardStage['kind']): Passage {
  if (from === 'OPEN') return to === 'OPEN' ? 'move' : to === 'WON' ? 'win' : 'lose';
  return to === 'OPEN' ? 'reopen' : 'impossible';
}

export const stageOf = (board: Board, dealId: string) =>
  board.stages.find((stage) => stage.deals.some((deal) => deal.id === dealId));

const cents = (amount: string) => Math.round(Number(amount) * 100);
const amount = (inCents: number) => (inCents / 100).toFixed(2);

/** The sums of a stage with a deal more, or less. Amounts in other currencies are not added up. */
function counted(stage: BoardStage, deal: Deal, sign: 1 | -1): BoardStage {
  const count = stage.count + sign;
  if (deal.value.currency !== stage.total.currency && stage.count > 0) return { ...stage, count };
  const value = cents(deal.value.amount) * sign;
  const weight = Math.round((value * stage.probability) / 100);
  return {
    ...stage,
    count,
    total: { ...stage.total, amount: amount(cents(stage.total.amount) + value) },
    weighted: { ...stage.weighted, amount: amount(cents(stage.weighted.amount) + weight) },
  };
}

const STATUS = { OPEN: 'OPEN', WON: 'WON', LOST: 'LOST' } as const;

/** The board as it will be once a deal is in another stage: on top, where the newest stand. */
export function withMoved(board: Board, dealId: string, toStageId: string, now: string): Board {
  const from = stageOf(board, dealId);
  const deal = from?.deals.find((one) => one.id === dealId);
  const target = board.stages.find((stage) => stage.id === toStageId);
  if (!from || !deal || !target || from.id === target.id) return board;
  const moved: Deal = {
    ...deal,
    stageId: target.id,
    stageName: target.name,
    status: STATUS[target.kind],
    probability: target.probability,
    stageEnteredAt: now,
  };
  return {
    ...board,
    stages: board.stages.map((stage) => {
      if (stage.id === from.id) {
        return {
          ...counted(stage, deal, -1),
          deals: stage.deals.filter((one) => one.id !== dealId),
        };
      }
      return stage.id === target.id
        ? { ...counted(stage, deal, 1), deals: [moved, ...stage.deals] }
        : stage;
    }),
  };
}

export function withVersion(board: Board, dealId: string, version: number): Board {
  return {
    ...board,
    stages: board.stages.map((stage) =>
      stage.deals.some((deal) => deal.id === dealId)
        ? {
            ...stage,
            deals: stage.deals.map((deal) => (deal.id === dealId ? { ...deal, version } : deal)),
          }
        : stage,
    ),
  };
}

/** More deals of a stage, each once: some may have moved since the page before. */
export function withMore(
  board: Board,
  stageId: string,
  deals: Deal[],
  nextCursor: string | null,
): Board {
  return {
    ...board,
    stages: board.stages.map((stage) => {
      if (stage.id !== stageId) return stage;
      const known = new Set(stage.deals.map((deal) => deal.id));
      return {
        ...stage,
        nextCursor,
        deals: [...stage.deals, ...deals.filter((deal) => !known.has(deal.id))],
      };
    }),
  };
}

/** A board read again, keeping what was scrolled to before: the place must not be lost. */
export function refreshed(before: Board | undefined, fresh: Board): Board {
  if (!before || before.pipelineId !== fresh.pipelineId) return fresh;
  const seen = new Set(fresh.stages.flatMap((stage) => stage.deals.map((deal) => deal.id)));
  return {
    ...fresh,
    stages: fresh.stages.map((stage) => {
      const old = before.stages.find((one) => one.id === stage.id);
      if (!old || !stage.nextCursor || old.deals.length <= stage.deals.length) return stage;
      const tail = old.deals.slice(stage.deals.length).filter((deal) => !seen.has(deal.id));
      return { ...stage, deals: [...stage.deals, ...tail], nextCursor: old.nextCursor };
    }),
  };
}
