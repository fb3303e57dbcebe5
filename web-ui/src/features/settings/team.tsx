import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, type Schemas } from '@/api/client';
import { sentence } from '@/lib/format';
import { membersQuery, showroomsQuery } from '@/shared/people';
import { useRefusal } from '@/shared/permissions';
import { fullName, useSession } from '@/shared/session';
import { Sheet } from '@/shared/sheet';
import { Trouble } from '@/shared/trouble';
import { useAct } from '@/shared/use-act';
import { Avatar, Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Choice, Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { SkeletonRows } from '@/ui/states';

type Member = Schemas['Member'];

const roles: { value: Schemas['Role']; label: string }[] = [
  { value: 'OWNER', label: 'Owner: everything' },
  { value: 'ADMIN', label: 'Admin: everything but the billing' },
  { value: 'MEMBER', label: 'Member: the daily work' },
  { value: 'VIEWER', label: 'Viewer: looks only' },
];

const jobs: Schemas['JobRole'][] = [
  'SALESPERSON',
  'SALES_MANAGER',
  'REGIONAL_MANAGER',
  'DESIGNER',
  'SURVEYOR',
  'PROJECT_MANAGER',
  'INSTALL_MANAGER',
  'INSTALLER',
  'BOOKKEEPER',
  'DIRECTOR',
];

/** Who works here, what they may do and what their job is. */
export function Team() {
  const members = useQuery(membersQuery);
  const mayNotAdd = useRefusal('C', 'team');
  const [editing, setEditing] = useState<Member | 'new'>();
  if (members.error)
    return <Trouble error={members.error} retry={() => void members.refetch()} what="The team" />;
  if (!members.data) return <SkeletonRows />;
  return (
    <>
      <Button
        className="mb-3"
        disabled={mayNotAdd !== undefined}
        title={mayNotAdd}
        onClick={() => setEditing('new')}
      >
        <Icon name="plus" /> Add somebody
      </Button>
      <ul>
        {members.data.map((member) => (
          <Row key={member.id} member={member} onEdit={() => setEditing(member)} />
        ))}
      </ul>
      {editing && (
        <MemberSheet
          member={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
}

function Row({ member, onEdit }: { member: Member; onEdit: () => void }) {
  const { user } = useSession();
  const mayNot = useRefusal('U', 'team');
  const mayNotRemove = useRefusal('D', 'team');
  const act = useAct('members');
  const name = fullName(member);
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-1.5">
      <Avatar name={name} className="size-7" />
      <span className="min-w-44 flex-1">
        <span className="block font-medium">{name}</span>
        <span className="block text-xs text-ink-3">
          {[member.email ?? 'does not log in', ...member.jobRoles.map(sentence)].join(' · ')}
        </span>
      </span>
      <Badge tone={member.role === 'OWNER' ? 'accent' : 'plain'}>{sentence(member.role)}</Badge>
      <Button
        size="sm"
        disabled={mayNot !== undefined}
        title={mayNot}
        aria-label={`Change ${name}`}
        onClick={onEdit}
      >
        Change …
      </Button>
      <Button
        size="sm"
        look="quiet"
        disabled={mayNotRemove !== undefined || member.id === user.id}
        title={member.id === user.id ? 'That is you.' : mayNotRemove}
        aria-label={`Remove ${name}`}
        onClick={() =>
          void act(
            () =>
              answer(
                api.DELETE('/api/organization/members/{userId}', {
                  params: { path: { userId: member.id } },
                }),
              ),
            `${name} was removed`,
          )
        }
      >
        Remove
      </Button>
    </li>
  );
}

const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();

function MemberSheet({ member, onClose }: { member?: Member; onClose: () => void }) {
  const { data: showrooms } = useQuery(showroomsQuery);
  const act = useAct('members', 'me');
  const name = member ? fullName(member) : '';
  const run = (form: FormData) => {
    const what = {
      role: text(form, 'role') as Schemas['Role'],
      jobRoles: form.getAll('jobRoles') as Schemas['JobRole'][],
      showroomIds: form.getAll('showroomIds').map(String),
    };
    return member
      ? answer(
          api.PATCH('/api/organization/members/{userId}', {
            params: { path: { userId: member.id } },
            body: what,
          }),
        )
      : answer(
          api.POST('/api/organization/members', {
            body: {
              ...what,
              firstName: text(form, 'firstName'),
              lastName: text(form, 'lastName'),
              email: text(form, 'email') || null,
              password: text(form, 'password') || null,
            },
          }),
        );
  };
  return (
    <Sheet
      title={member ? name : 'Add somebody'}
      action={member ? 'Save' : 'Add'}
      wide
      onClose={onClose}
      onDone={() =>
        void act(() => Promise.resolve(), member ? `${name} was changed` : 'Added to the team')
      }
      run={run}
    >
      {(errors) => (
        <>
          {!member && (
            <>
              <div className="grid grid-cols-2 gap-3">
                <Field label="First name" name="firstName" autoFocus error={errors['firstName']} />
                <Field label="Last name" name="lastName" error={errors['lastName']} />
              </div>
              <Field
                label="E-mail"
                name="email"
                type="email"
                autoComplete="off"
                help="Without an e-mail and a password they are named, and do not log in."
                error={errors['email']}
              />
              <Field
                label="First password"
                name="password"
                type="password"
                autoComplete="new-password"
                error={errors['password']}
              />
            </>
          )}
          <Choice
            label="May do"
            name="role"
            defaultValue={member?.role ?? 'MEMBER'}
            error={errors['role']}
          >
            {roles.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Choice>
          <Ticks
            title="Jobs"
            name="jobRoles"
            options={jobs.map((value) => ({ value, label: sentence(value) }))}
            chosen={member?.jobRoles ?? []}
          />
          {(showrooms?.length ?? 0) > 1 && (
            <Ticks
              title="Works at (none: everywhere)"
              name="showroomIds"
              options={(showrooms ?? []).map(({ id, name: label }) => ({ value: id, label }))}
              chosen={member?.showroomIds ?? []}
            />
          )}
        </>
      )}
    </Sheet>
  );
}

interface TicksProps {
  title: string;
  name: string;
  options: { value: string; label: string }[];
  chosen: readonly string[];
}

function Ticks({ title, name, options, chosen }: TicksProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-ink-2">{title}</legend>
      <div className="grid grid-cols-2 gap-x-3">
        {options.map(({ value, label }) => (
          <label key={value} className="flex h-8 items-center gap-2">
            <input
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={chosen.includes(value)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
