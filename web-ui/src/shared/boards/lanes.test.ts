import { expect, it } from 'vitest';
import { placeOf, stepFrom, type Lane } from './lanes';

const lane = (id: string, ...cards: string[]): Lane => ({
  id,
  cards: cards.map((card) => ({ id: card })),
});
const lanes = [lane('lead', 'a', 'b', 'c'), lane('empty'), lane('won', 'd')];

it('goes up and down within a column, and stops at its ends', () => {
  expect(stepFrom(lanes, 'a', 0, 1)).toBe('b');
  expect(stepFrom(lanes, 'a', 0, -1)).toBeUndefined();
  expect(stepFrom(lanes, 'c', 0, 1)).toBeUndefined();
});

it('goes sideways over empty columns to a card of the same height, or the last', () => {
  expect(stepFrom(lanes, 'c', 1, 0)).toBe('d');
  expect(stepFrom(lanes, 'd', -1, 0)).toBe('a');
  expect(stepFrom(lanes, 'd', 1, 0)).toBeUndefined();
});

it('knows where a card is, and that one is nowhere', () => {
  expect(placeOf(lanes, 'd')).toEqual({ column: 2, row: 0 });
  expect(stepFrom(lanes, 'x', 1, 0)).toBeUndefined();
});
