import { expect, it } from 'vitest';
import { asCsv } from './csv';

it('quotes what must be quoted, and lets no text become a formula', () => {
  expect(
    asCsv([
      ['name', 'value'],
      ['Oak, "Ltd"', 3],
      ['=1+1', '-12.50'],
      ['', null],
    ]),
  ).toBe('name,value\r\n"Oak, ""Ltd""",3\r\n\'=1+1,-12.50\r\n,\r\n');
});
