import { expect, test } from 'vitest';
import { fieldsOf } from './custom-fields';

test('what is defined comes first, and what is only filled in is shown as well', () => {
  const finish = { key: 'finish', label: 'Finish', kind: 'CHOICE' as const, options: ['Brass'] };
  expect(
    fieldsOf([finish], { finish: 'Brass', unitPrice: 7, gone: null }).map(({ label }) => label),
  ).toEqual(['Finish', 'Unit price']);
});
