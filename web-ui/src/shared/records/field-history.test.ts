import { expect, test } from 'vitest';
import { changesOf } from './field-history';

const entry = (eventId: string, field: string, from: unknown, to: unknown) =>
  ({
    eventId,
    recordedAt: '2026-03-14T09:12:00Z',
    actor: { kind: 'USER', id: 'user-1', name: 'Ann' },
    changes: [{ field, from, to }],
  }) as unknown as Parameters<typeof changesOf>[1][number];

test('a value tells of its own changes only, the newest first', () => {
  const entries = [
    entry('c', 'source', 'fair', 'web'),
    entry('b', 'name', 'Kitchen', 'Bath'),
    entry('a', 'source', null, 'fair'),
  ];
  expect(changesOf('source', entries).map(({ from, to }) => [from, to])).toEqual([
    ['fair', 'web'],
    [null, 'fair'],
  ]);
});

test('no more are told of than can be taken in', () => {
  const entries = Array.from({ length: 9 }, (_, n) => entry(`e${n}`, 'source', n, n + 1));
  expect(changesOf('source', entries)).toHaveLength(5);
});
