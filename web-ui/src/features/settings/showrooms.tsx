import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, type Schemas } from '@/api/client';
import { sentence } from '@/lib/format';
import { showroomsQuery } from '@/shared/people';
import { useRefusal } from '@/shared/permissions';
import { Sheet } from '@/shared/sheet';
import { Trouble } from '@/shared/trouble';
import { useAct } from '@/shared/use-act';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Choice, Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { SkeletonRows } from '@/ui/states';

type Showroom = Schemas['Showroom'];

/** The locations of the organization, and whom they serve. */
export function Showrooms() {
  const showrooms = useQuery(showroomsQuery);
  const refused = useRefusal('U', 'organization');
  const [editing, setEditing] = useState<Showroom | 'new'>();
  if (showrooms.error)
    return (
      <Trouble error={showrooms.error} retry={() => void showrooms.refetch()} what="Showrooms" />
    );
  if (!showrooms.data) return <SkeletonRows />;
  return (
    <>
      <Button
        className="mb-3"
        disabled={refused !== undefined}
        title={refused}
        onClick={() => setEditing('new')}
      >
        <Icon name="plus" /> Add a showroom
      </Button>
      <ul>
        {showrooms.data.map((showroom) => (
          <li
            key={showroom.id}
            className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5"
          >
            <span className="min-w-44 flex-1">
              <span className="block font-medium">
                {showroom.name} <span className="font-normal text-ink-3">{showroom.code}</span>
              </span>
              <span className="block text-xs text-ink-3">
                {[
                  showroom.address?.city,
                  showroom.postcodes.length > 0 && `serves ${showroom.postcodes.join(', ')}`,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <Badge>{sentence(showroom.type)}</Badge>
            <Button
              size="sm"
              disabled={refused !== undefined}
              title={refused}
              aria-label={`Change ${showroom.name}`}
              onClick={() => setEditing(showroom)}
            >
              Change …
            </Button>
          </li>
        ))}
      </ul>
      {editing && (
        <ShowroomSheet
          showroom={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
}

const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();

function ShowroomSheet({ showroom, onClose }: { showroom?: Showroom; onClose: () => void }) {
  const act = useAct('showrooms');
  const run = (form: FormData) => {
    const city = text(form, 'city');
    const address = city
      ? {
          lines: text(form, 'lines'),
          city,
          postcode: text(form, 'postcode'),
          country: text(form, 'country') || 'GB',
        }
      : null;
    const body = {
      name: text(form, 'name'),
      type: text(form, 'type') as Schemas['ShowroomType'],
      address,
      postcodes: text(form, 'postcodes')
        .split(/[\s,]+/)
        .filter(Boolean),
    };
    const code = text(form, 'code');
    return showroom
      ? answer(
          api.PATCH('/api/showrooms/{id}', {
            params: { path: { id: showroom.id } },
            body: code ? { ...body, code } : body,
          }),
        )
      : answer(api.POST('/api/showrooms', { body: { ...body, code: code || null } }));
  };
  return (
    <Sheet
      title={showroom?.name ?? 'Add a showroom'}
      action={showroom ? 'Save' : 'Add'}
      onClose={onClose}
      onDone={() => void act(() => Promise.resolve(), showroom ? 'Saved' : 'Showroom added')}
      run={run}
    >
      {(errors) => (
        <>
          <div className="grid grid-cols-[1fr_6rem] gap-3">
            <Field
              label="Name"
              name="name"
              autoFocus
              defaultValue={showroom?.name}
              error={errors['name']}
            />
            <Field
              label="Code"
              name="code"
              maxLength={6}
              defaultValue={showroom?.code}
              error={errors['code']}
            />
          </div>
          <Choice label="Kind" name="type" defaultValue={showroom?.type} error={errors['type']}>
            <option value="RETAIL">Retail</option>
            <option value="FRANCHISE">Franchise</option>
          </Choice>
          <Field
            label="Street"
            name="lines"
            defaultValue={showroom?.address?.lines}
            error={errors['address.lines']}
          />
          <div className="grid grid-cols-[1fr_6rem_4rem] gap-3">
            <Field
              label="City"
              name="city"
              defaultValue={showroom?.address?.city}
              error={errors['address.city']}
            />
            <Field
              label="Postcode"
              name="postcode"
              defaultValue={showroom?.address?.postcode}
              error={errors['address.postcode']}
            />
            <Field
              label="Country"
              name="country"
              maxLength={2}
              defaultValue={showroom?.address?.country ?? 'GB'}
              error={errors['address.country']}
            />
          </div>
          <Field
            label="Serves the postcodes"
            name="postcodes"
            placeholder="LS1, LS2"
            defaultValue={showroom?.postcodes.join(', ')}
            error={errors['postcodes']}
          />
        </>
      )}
    </Sheet>
  );
}
