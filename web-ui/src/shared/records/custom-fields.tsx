import { useQuery } from '@tanstack/react-query';
import { sentence } from '@/lib/format';
import { customFieldsQuery, type CustomField, type FieldBearer } from '../custom-fields';
import { InlineField, type InlineKind } from './inline-field';

type Values = Record<string, unknown>;

interface CustomFieldsProps {
  resource: FieldBearer;
  values: Values;
  refused?: string;
  save: (field: string, label: string, value: unknown, since?: { value: unknown }) => Promise<void>;
}

const kinds: Record<CustomField['kind'], InlineKind> = {
  TEXT: 'text',
  NUMBER: 'number',
  DATE: 'date',
  YES_NO: 'choice',
  CHOICE: 'choice',
};

const yesNo = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

type Shown = Pick<CustomField, 'key' | 'label' | 'kind' | 'options'>;

/** The fields there are: those that are defined, and those that are only filled in. */
export function fieldsOf(defined: Shown[], values: Values): Shown[] {
  const known = new Set(defined.map(({ key }) => key));
  const others = Object.keys(values)
    .filter((key) => !known.has(key) && values[key] !== null)
    .map((key) => ({ key, label: sentence(key), kind: 'TEXT' as const, options: [] }));
  return [...defined, ...others];
}

/** The values as they are with another one for a field; a field without a value is not among them. */
export function withField(values: Values, key: string, value: unknown): Values {
  if (value !== null && value !== undefined) return { ...values, [key]: value };
  return Object.fromEntries(Object.entries(values).filter(([other]) => other !== key));
}

/** What the organization writes about this record besides what everybody does. */
export function CustomFields({ resource, values, refused, save }: CustomFieldsProps) {
  const { data: defined } = useQuery(customFieldsQuery(resource));
  return fieldsOf(defined ?? [], values).map(({ key, label, kind, options }) => {
    const value = values[key] ?? null;
    const isYesNo = kind === 'YES_NO';
    const of = (chosen: unknown) =>
      isYesNo && typeof chosen === 'string' ? chosen === 'true' : chosen;
    return (
      <InlineField
        key={key}
        label={label}
        field={`customFields.${key}`}
        kind={kinds[kind]}
        value={isYesNo && value !== null ? String(value) : value}
        options={
          isYesNo
            ? yesNo
            : kind === 'CHOICE'
              ? options.map((option) => ({ value: option, label: option }))
              : undefined
        }
        refused={refused}
        save={(_, name, chosen, since) =>
          save(
            'customFields',
            name,
            { ...values, [key]: of(chosen) },
            since && { value: withField(values, key, of(since.value)) },
          )
        }
      />
    );
  });
}
