import { expect, test } from 'vitest';
import { fieldsOf, withField } from './custom-fields';

test('what is defined comes first, and what is only filled in is shown as well', () => {
  const finish = { key: 'finish', label: 'Finish', kind: 'CHOICE' as const, options: ['Brass'] };
  expect(
    fieldsOf([finish], { finish: 'Brass', unitPrice: 7, gone: null }).map(({ label }) => label),
  ).toEqual(['Finish', 'Unit price']);
});

test('a field that had no value is not among those of before', () => {
  expect(withField({ finish: 'Brass' }, 'room', null)).toEqual({ finish: 'Brass' });
  expect(withField({ finish: 'Brass', room: 'Attic' }, 'finish', null)).toEqual({ room: 'Attic' });
  expect(withField({ finish: 'Brass' }, 'finish', 'Chrome')).toEqual({ finish: 'Chrome' });
});
