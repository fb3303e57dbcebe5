import { expect, test } from 'vitest';
import { waysBack, whyNot } from './bulk';

test('records that were alike go back together, and those that were so before stay', () => {
  const records = [
    { id: 'a', ownerId: 'ann' },
    { id: 'b', ownerId: null },
    { id: 'c', ownerId: 'ann' },
    { id: 'd', ownerId: 'dan' },
  ];
  expect(waysBack(records, ({ ownerId }) => (ownerId === 'dan' ? undefined : { ownerId }))).toEqual(
    [
      { ids: ['a', 'c'], change: { ownerId: 'ann' } },
      { ids: ['b'], change: { ownerId: null } },
    ],
  );
});

test('why records stay as they are is said once', () => {
  const one = { version: null, code: 'deal.already-closed', detail: 'The deal is closed.' };
  const outcome = {
    dryRun: false,
    done: 1,
    refused: 2,
    records: [
      { id: 'a', ...one },
      { id: 'b', ...one },
      { id: 'c', version: 3, code: null, detail: null },
    ],
  };
  expect(whyNot(outcome, 'deals')).toBe('2 of 3 deals stay as they are. The deal is closed.');
});
