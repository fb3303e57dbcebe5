import { expect, it } from 'vitest';
import type { ProjectSummary } from '../project-api';
import { stageAfter, stages, stepTo } from '../stages';
import { refreshed, withMore, withMoved, type Board } from './board-model';

const project = (id: string, amount: string | null) =>
  ({
    id,
    stage: 'ENQUIRY',
    contractTotal: amount === null ? null : { amount, currency: 'GBP' },
  }) as ProjectSummary;

const board = (...projects: ProjectSummary[]): Board => ({
  stages: stages.map((stage) => ({
    stage,
    owners: [],
    days: null,
    count: stage === 'ENQUIRY' ? projects.length : 0,
    onHold: 0,
    overdue: 0,
    total: { amount: stage === 'ENQUIRY' ? '100.00' : '0.00', currency: 'GBP' },
    otherCurrencies: [],
    projects: stage === 'ENQUIRY' ? projects : [],
    nextCursor: null,
  })),
});

it('shows a moved project on top of its new stage, with the sums of both corrected', () => {
  const [from, to] = withMoved(
    board(project('a', '100.00'), project('b', null)),
    'a',
    'ENGAGED_ENQUIRY',
    '2026-01-01T00:00:00Z',
  ).stages;
  expect(from).toMatchObject({ count: 1, total: { amount: '0.00' } });
  expect(to).toMatchObject({ count: 1, total: { amount: '100.00' } });
  expect(to?.projects[0]).toMatchObject({ id: 'a', stage: 'ENGAGED_ENQUIRY' });
});

it('counts a project without a contract, and adds nothing for it', () => {
  const to = withMoved(board(project('b', null)), 'b', 'ENGAGED_ENQUIRY', 'now').stages[1];
  expect(to).toMatchObject({ count: 1, total: { amount: '0.00' } });
});

it('shows no project twice when more are fetched', () => {
  const more = withMore(
    board(project('a', null)),
    'ENQUIRY',
    [project('a', null), project('c', null)],
    'x',
  );
  expect(more.stages[0]?.projects.map(({ id }) => id)).toEqual(['a', 'c']);
});

it('tells a step forward from one back, a loss and a warranty case', () => {
  expect(stepTo('ENQUIRY', 'QUALIFIED_LEAD')).toBe('forward');
  expect(stepTo('QUALIFIED_LEAD', 'ENQUIRY')).toBe('back');
  expect(stepTo('ENQUIRY', 'LOST_NOT_PROCEEDING')).toBe('lose');
  expect(stepTo('COMPLETED', 'COMPLETION_SIGN_OFF')).toBe('reopen');
  expect(stageAfter('COMPLETED')).toBeUndefined();
  expect(stageAfter('ENQUIRY')).toBe('ENGAGED_ENQUIRY');
});

it('keeps what was fetched besides when the board is read again', () => {
  const first = board(project('a', null), project('b', null));
  const before = withMore(first, 'ENQUIRY', [project('c', null)], 'next');
  const fresh = {
    stages: first.stages.map((column) =>
      column.stage === 'ENQUIRY' ? { ...column, nextCursor: 'first' } : column,
    ),
  };
  const now = refreshed(before, fresh).stages[0];
  expect(now?.projects.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(now?.nextCursor).toBe('next');
});
