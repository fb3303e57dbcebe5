import type { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { refresher } from './live';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function listening() {
  const read: string[][] = [];
  const all = [['deals', 'board'], ['contacts', 'list'], ['deals', 'timeline'], ['me']];
  const queries = {
    invalidateQueries: ({ predicate }: { predicate: (q: { queryKey: string[] }) => boolean }) => {
      read.push(all.filter((queryKey) => predicate({ queryKey })).map((key) => key.join('/')));
      return Promise.resolve();
    },
  } as unknown as QueryClient;
  return { read, refresh: refresher(queries) };
}

it('reads anew once what a thousand changes touch, and nothing else', () => {
  const { read, refresh } = listening();
  for (let n = 0; n < 1000; n++) refresh(`deal-${n}`);
  vi.advanceTimersByTime(300);
  expect(read).toEqual([['deals/board', 'deals/timeline']]);
});

it('reads again at most every one and a half seconds', () => {
  const { read, refresh } = listening();
  refresh('deal-1');
  vi.advanceTimersByTime(300);
  refresh('contact-1');
  vi.advanceTimersByTime(1000);
  expect(read).toHaveLength(1);
  vi.advanceTimersByTime(600);
  expect(read).toEqual([['deals/board', 'deals/timeline'], ['contacts/list']]);
});

it('reads timelines anew when there is another activity', () => {
  const { read, refresh } = listening();
  refresh('activity-1');
  vi.advanceTimersByTime(300);
  expect(read).toEqual([['deals/timeline']]);
});
