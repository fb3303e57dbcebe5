import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import type { Schemas } from '@/api/client';
import { isProblem, say } from '@/api/problem';
import { cx } from '@/lib/cx';
import { Button } from '@/ui/button';
import { Choice, Field, TextArea, inputLook } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { toast } from '@/ui/toast';
import { activityTypes, addActivity, dayFromNow, type ActivityType } from '../activities';
import { membersQuery } from '../people';
import { fullName, useSession } from '../session';
import { useShortcuts } from '../shortcuts';
import { useAct } from '../use-act';

export type AboutField = 'dealId' | 'contactId' | 'companyId' | 'projectId';

const types = Object.keys(activityTypes) as ActivityType[];
const local = (at: Date) =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** One line to write down what was done or is to be done; more of it when it is needed. */
export function ActivityComposer({ about, id }: { about?: AboutField; id?: string }) {
  const { user } = useSession();
  const { data: members } = useQuery(membersQuery);
  const act = useAct('activities', 'tasks', 'deals', 'contacts', 'companies', 'projects');
  const [type, setType] = useState<ActivityType>(about ? 'NOTE' : 'TASK');
  const [open, setOpen] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const subject = useRef<HTMLInputElement>(null);
  useShortcuts([
    {
      keys: 'n',
      label: about ? 'Note, call or task' : 'New task',
      group: about ? 'Record' : 'My day',
      run: () => subject.current?.focus(),
    },
  ]);
  const isPlanned = type === 'TASK' || type === 'MEETING';

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? '').trim() || null;
    if (!text('subject')) return setErrors({ subject: 'Say what it is about.' });
    const at = text('scheduledAt');
    const body: Schemas['NewActivity'] = {
      type,
      subject: text('subject') ?? '',
      description: text('description'),
      assigneeId: isPlanned ? (text('assigneeId') ?? user.id) : user.id,
      ...(about && id ? { [about]: id } : {}),
      ...(isPlanned
        ? { scheduledAt: (at ? new Date(at) : dayFromNow(1)).toISOString() }
        : { completedAt: new Date().toISOString() }),
    };
    setBusy(true);
    setErrors({});
    const added = await act(() =>
      addActivity(body).catch((failure: unknown) => {
        setErrors(
          isProblem(failure) && Object.keys(failure.fields).length > 0
            ? failure.fields
            : { subject: say(failure) },
        );
        throw failure;
      }),
    );
    setBusy(false);
    if (!added) return;
    toast(`${activityTypes[type].label} added`);
    form.reset();
    setOpen(false);
    subject.current?.focus();
  };

  return (
    <form
      onSubmit={(event) => void submit(event)}
      noValidate
      className="rounded-lg border border-line bg-raised p-2"
    >
      <div className="flex flex-wrap items-center gap-2">
        <div role="radiogroup" aria-label="What it is" className="flex">
          {types.map((one) => (
            <button
              key={one}
              type="button"
              role="radio"
              aria-checked={type === one}
              aria-label={activityTypes[one].label}
              title={activityTypes[one].label}
              onClick={() => setType(one)}
              className="grid size-8 place-items-center rounded-md text-ink-3 hover:bg-hover aria-checked:bg-selected aria-checked:text-accent-text"
            >
              <Icon name={activityTypes[one].icon} />
            </button>
          ))}
        </div>
        <input
          ref={subject}
          name="subject"
          maxLength={500}
          aria-label={`${activityTypes[type].label}: what it is about`}
          aria-invalid={errors['subject'] ? true : undefined}
          placeholder={
            isPlanned ? `${activityTypes[type].label} to do …` : `${activityTypes[type].label} …`
          }
          onFocus={() => setOpen(true)}
          className={cx(
            inputLook,
            'h-8 min-w-32 flex-1',
            errors['subject'] ? 'border-danger' : 'border-transparent',
          )}
        />
        <Button type="submit" look={open ? 'primary' : 'secondary'} busy={busy}>
          Add
        </Button>
      </div>
      {errors['subject'] && (
        <p role="alert" className="mt-1 px-2 text-xs text-danger">
          {errors['subject']}
        </p>
      )}
      {open && (
        <div className="mt-2 grid gap-3 px-2 pb-2">
          {isPlanned && (
            <div className="grid gap-3 sm:grid-cols-2">
              <Field
                label="When"
                name="scheduledAt"
                type="datetime-local"
                defaultValue={local(dayFromNow(1))}
                error={errors['scheduledAt']}
              />
              <Choice
                label="Who"
                name="assigneeId"
                defaultValue={user.id}
                error={errors['assigneeId']}
              >
                {(members ?? []).map((member) => (
                  <option key={member.id} value={member.id}>
                    {fullName(member)}
                  </option>
                ))}
              </Choice>
            </div>
          )}
          <TextArea
            label="More about it"
            name="description"
            rows={3}
            error={errors['description']}
          />
        </div>
      )}
    </form>
  );
}
