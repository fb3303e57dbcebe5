import { expect, it } from 'vitest';
import { ownAddress } from './use-entry';

it.each([
  ['/board?owner=user-1', '/board?owner=user-1'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/login?next=/login', '/'],
  [undefined, '/'],
])('after the login, %s leads to %s', (next, expected) => {
  expect(ownAddress(next)).toBe(expected);
});
