import { expect, it } from 'vitest';
import { tokens, without } from './query-syntax';

it('finds phrases, exclusions and fields among plain words', () => {
  expect(tokens('kitchen "blue tiles" -oak stage:Lead').map((token) => token.kind)).toEqual([
    'phrase',
    'not',
    'field',
  ]);
});

it('takes a hyphen within a word for what it is', () => {
  expect(tokens('mid-century e-mail')).toEqual([]);
});

it('removes a token and leaves the rest', () => {
  const q = 'kitchen -oak tiles';
  expect(without(q, { text: '-oak', kind: 'not' })).toBe('kitchen tiles');
});
