import { describe, expect, it } from 'vitest';
import type { Deal } from '../deal-api';
import {
  passage,
  refreshed,
  withMore,
  withMoved,
  type Board,
  type BoardStage,
} from './board-model';

const deal = (id: string, amount = '100.00') =>
  ({ id, name: id, value: { amount, currency: 'GBP' }, version: 1, status: 'OPEN' }) as Deal;

const stage = (
  id: string,
  kind: BoardStage['kind'],
  probability: number,
  deals: Deal[],
): BoardStage => ({
  id,
  name: id,
  kind,
  probability,
  count: deals.length,
  total: { amount: (deals.length * 100).toFixed(2), currency: 'GBP' },
  weighted: { amount: (deals.length * probability).toFixed(2), currency: 'GBP' },
  otherCurrencies: [],
  deals,
  nextCursor: null,
});

const board = (): Board => ({
  pipelineId: 'pipeline-1',
  name: 'Sales',
  stages: [stage('lead', 'OPEN', 10, [deal('a'), deal('b')]), stage('won', 'WON', 100, [])],
});

describe('a board', () => {
  it('shows a moved deal on top of its new stage, with the sums of both corrected', () => {
    const [lead, won] = withMoved(board(), 'a', 'won', '2026-01-01T00:00:00Z').stages;
    expect(lead).toMatchObject({
      count: 1,
      total: { amount: '100.00' },
      weighted: { amount: '10.00' },
    });
    expect(won).toMatchObject({
      count: 1,
      total: { amount: '100.00' },
      weighted: { amount: '100.00' },
    });
    expect(won?.deals[0]).toMatchObject({ id: 'a', status: 'WON', stageId: 'won' });
  });

  it('stays as it is when a deal is dropped where it was', () => {
    const before = board();
    expect(withMoved(before, 'a', 'lead', '2026-01-01T00:00:00Z')).toBe(before);
  });

  it('shows no deal twice when more are fetched', () => {
    const more = withMore(board(), 'lead', [deal('b'), deal('c')], 'next');
    expect(more.stages[0]?.deals.map((one) => one.id)).toEqual(['a', 'b', 'c']);
  });

  it('keeps what was scrolled to when it is read again', () => {
    const scrolled = withMore(board(), 'lead', [deal('c')], 'after-c');
    const fresh = board();
    const [lead] = fresh.stages;
    if (lead) lead.nextCursor = 'after-b';
    expect(refreshed(scrolled, fresh).stages[0]).toMatchObject({ nextCursor: 'after-c' });
    expect(refreshed(scrolled, fresh).stages[0]?.deals).toHaveLength(3);
  });

  it('knows that a closed deal has to be reopened before it is closed otherwise', () => {
    expect(passage('OPEN', 'OPEN')).toBe('move');
    expect(passage('OPEN', 'LOST')).toBe('lose');
    expect(passage('WON', 'OPEN')).toBe('reopen');
    expect(passage('WON', 'LOST')).toBe('impossible');
  });
});
