import { expect, it } from 'vitest';
import { firstRows } from './csv';
import { customKey, guess, likelyResource } from './targets';

it('reads quoted cells with separators, quotes and lines in them', () => {
  expect(firstRows('name,note\r\n"Oak, Ltd","says ""hi""\nthere"\nAsh,\n', 10)).toEqual([
    ['name', 'note'],
    ['Oak, Ltd', 'says "hi"\nthere'],
    ['Ash', ''],
  ]);
});

it('finds another separator, leaves out the mark of a file and empty lines, and stops in time', () => {
  expect(firstRows('\uFEFFa;b\n\n1;2\n3;4\n', 2)).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
});

it('guesses what columns mean, and takes each meaning once', () => {
  const columns = [
    'opportunity_id',
    'sales_agent',
    'account',
    'deal_stage',
    'close_value',
    'Value',
  ];
  expect(likelyResource(columns)).toBe('deals');
  expect(guess('deals', columns)).toEqual({
    opportunity_id: 'externalId',
    sales_agent: 'ownerName',
    account: 'companyName',
    deal_stage: 'stage',
    close_value: 'value',
  });
});

it('makes a key of what a column is called', () => {
  expect(customKey('Product line (2)')).toBe('customFields.productLine2');
});
