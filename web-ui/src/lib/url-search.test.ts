import { expect, it } from 'vitest';
import { instant, parseSearch, positive, stringifySearch } from './url-search';

it('reads several values of one name, and writes them as they were', () => {
  const text = '?status=OPEN&status=WON&q=a+b';
  expect(parseSearch(text)).toEqual({ status: ['OPEN', 'WON'], q: 'a b' });
  expect(stringifySearch(parseSearch(text))).toBe(text);
});

it('leaves out what is not set, and keeps instants readable', () => {
  expect(stringifySearch({ q: undefined, page: '', asOf: '2026-03-14T09:12:00Z' })).toBe(
    '?asOf=2026-03-14T09:12:00Z',
  );
});

it('takes from an address only what is valid', () => {
  expect(positive('-3')).toBeUndefined();
  expect(positive('3')).toBe(3);
  expect(instant('yesterday')).toBeUndefined();
});
