import { useQueryClient } from '@tanstack/react-query';
import { answer, api, ifMatch, type Schemas } from '@/api/client';
import { isProblem, say } from '@/api/problem';
import { date, sentence } from '@/lib/format';
import { useRefusal } from '@/shared/permissions';
import { InlineField } from '@/shared/records/inline-field';
import { useSession } from '@/shared/session';

/** What the organization is called, and what it counts and tells the time in. */
export function OrganizationSettings() {
  const { organization } = useSession();
  const queries = useQueryClient();
  const refused = useRefusal('U', 'organization');
  const save = (part: 'name' | 'settings') => async (field: string, _: string, value: unknown) => {
    const body = (
      part === 'name' ? { name: value } : { settings: { [field]: value } }
    ) as Schemas['OrganizationChange'];
    try {
      await answer(
        api.PATCH('/api/organization', { params: { header: ifMatch(organization.version) }, body }),
      );
    } catch (failure) {
      const said = isProblem(failure) ? Object.values(failure.fields)[0] : undefined;
      throw new Error(said ?? say(failure), { cause: failure });
    } finally {
      await queries.invalidateQueries({ queryKey: ['me'] });
    }
  };
  const { settings } = organization;
  return (
    <>
      <InlineField
        label="Name"
        field="name"
        value={organization.name}
        required
        refused={refused}
        save={save('name')}
      />
      {(['currency', 'timeZone', 'locale', 'primaryColor'] as const).map((field) => (
        <InlineField
          key={field}
          label={sentence(field)}
          field={field}
          value={settings[field]}
          required
          refused={refused}
          save={save('settings')}
        />
      ))}
      <dl className="mt-4 grid grid-cols-[7.5rem_1fr] gap-2 border-t border-line pt-4">
        <dt className="text-ink-3">Address</dt>
        <dd className="px-2">{organization.slug}</dd>
        <dt className="text-ink-3">Plan</dt>
        <dd className="px-2">{sentence(organization.plan)}</dd>
        <dt className="text-ink-3">Since</dt>
        <dd className="px-2">{date(organization.createdAt)}</dd>
      </dl>
    </>
  );
}
