import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, type Schemas } from '@/api/client';
import { sentence } from '@/lib/format';
import { customFieldsQuery, type CustomField, type FieldBearer } from '@/shared/custom-fields';
import { useRefusal } from '@/shared/permissions';
import { Sheet } from '@/shared/sheet';
import { Trouble } from '@/shared/trouble';
import { useAct } from '@/shared/use-act';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Choice, Field, TextArea } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { SkeletonRows } from '@/ui/states';

const bearers: FieldBearer[] = ['deals', 'contacts', 'companies'];
const kinds: CustomField['kind'][] = ['TEXT', 'NUMBER', 'DATE', 'YES_NO', 'CHOICE'];

/** What the organization writes about its records besides what everybody does. */
export function Fields() {
  return bearers.map((resource) => <FieldsOf key={resource} resource={resource} />);
}

function FieldsOf({ resource }: { resource: FieldBearer }) {
  const fields = useQuery(customFieldsQuery(resource));
  const refused = useRefusal('U', 'organization');
  const act = useAct('custom-fields');
  const [editing, setEditing] = useState<CustomField | 'new'>();
  const remove = ({ id, key, label, kind, options }: CustomField) =>
    void act(
      () =>
        answer(
          api.DELETE('/api/custom-fields/{resource}/{id}', { params: { path: { resource, id } } }),
        ),
      `${label} removed`,
      () => define(resource, { key, label, kind, options: kind === 'CHOICE' ? options : null }),
    );
  return (
    <section aria-label={sentence(resource)} className="mb-6">
      <header className="flex items-center gap-2 border-b border-line pb-2">
        <h2 className="flex-1 font-semibold">{sentence(resource)}</h2>
        <Button
          size="sm"
          disabled={refused !== undefined}
          title={refused}
          aria-label={`Add a field to ${resource}`}
          onClick={() => setEditing('new')}
        >
          <Icon name="plus" className="size-3.5" /> Add a field
        </Button>
      </header>
      {fields.error ? (
        <Trouble error={fields.error} retry={() => void fields.refetch()} what="Fields" />
      ) : !fields.data ? (
        <SkeletonRows rows={2} />
      ) : fields.data.length === 0 ? (
        <p className="py-3 text-ink-3">None yet.</p>
      ) : (
        <ul>
          {fields.data.map((field) => (
            <li
              key={field.id}
              className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5"
            >
              <span className="min-w-44 flex-1">
                <span className="block font-medium">
                  {field.label} <span className="font-normal text-ink-3">{field.key}</span>
                </span>
                {field.options.length > 0 && (
                  <span className="block text-xs text-ink-3">{field.options.join(', ')}</span>
                )}
              </span>
              <Badge>{sentence(field.kind)}</Badge>
              <Button
                size="sm"
                disabled={refused !== undefined}
                title={refused}
                aria-label={`Change ${field.label}`}
                onClick={() => setEditing(field)}
              >
                Change …
              </Button>
              <Button
                size="sm"
                look="quiet"
                disabled={refused !== undefined}
                title={refused ?? 'What records have stays'}
                aria-label={`Remove ${field.label}`}
                onClick={() => remove(field)}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      {editing && (
        <FieldSheet
          resource={resource}
          field={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </section>
  );
}

const define = (resource: FieldBearer, body: Schemas['NewCustomField']) =>
  answer(api.POST('/api/custom-fields/{resource}', { params: { path: { resource } }, body }));

const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();

/** A key made of a name: "Finish of taps" is kept as finishOfTaps. */
export const keyOf = (label: string) =>
  label
    .normalize('NFD')
    .replace(/[^\w\s]/g, '')
    .trim()
    .split(/[\s_]+/)
    .map((word, n) =>
      n === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join('')
    .replace(/^[^a-zA-Z]+/, '')
    .slice(0, 60);

interface FieldSheetProps {
  resource: FieldBearer;
  field?: CustomField;
  onClose: () => void;
}

function FieldSheet({ resource, field, onClose }: FieldSheetProps) {
  const act = useAct('custom-fields');
  const [kind, setKind] = useState<CustomField['kind']>(field?.kind ?? 'TEXT');
  const run = (form: FormData) => {
    const label = text(form, 'label');
    const options = text(form, 'options')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    if (!field)
      return define(resource, {
        key: keyOf(label),
        label,
        kind,
        options: kind === 'CHOICE' ? options : null,
      });
    const params = { path: { resource, id: field.id } };
    const body = kind === 'CHOICE' ? { label, options } : { label };
    return answer(api.PATCH('/api/custom-fields/{resource}/{id}', { params, body }));
  };
  return (
    <Sheet
      title={field ? `Change ${field.label}` : `New field of ${resource}`}
      action={field ? 'Save' : 'Add'}
      onClose={onClose}
      run={run}
      onDone={() => void act(() => Promise.resolve(), field ? 'Changed' : 'Added')}
    >
      {(errors) => (
        <>
          <Field
            label="Name"
            name="label"
            required
            autoFocus
            maxLength={100}
            defaultValue={field?.label}
            error={errors['label'] ?? errors['key']}
          />
          {!field && (
            <Choice
              label="What is written into it"
              name="kind"
              value={kind}
              onChange={(event) => setKind(event.target.value as CustomField['kind'])}
              error={errors['kind']}
            >
              {kinds.map((one) => (
                <option key={one} value={one}>
                  {sentence(one)}
                </option>
              ))}
            </Choice>
          )}
          {kind === 'CHOICE' && (
            <TextArea
              label="What there is to choose from, one a line"
              name="options"
              required
              defaultValue={field?.options.join('\n')}
              error={errors['options']}
            />
          )}
        </>
      )}
    </Sheet>
  );
}
