import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Schemas } from '@/api/client';
import { ago, date, plural, sentence } from '@/lib/format';
import { membersQuery } from '@/shared/people';
import { fullName } from '@/shared/session';
import { Sheet } from '@/shared/sheet';
import { useAct } from '@/shared/use-act';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Field, inputLook } from '@/ui/field';
import { here } from '../gate/position';
import { book, changeSnag, checkIn, raiseSnag, type Project } from '../project-api';

type Snag = Schemas['Snag'];
const severities: Record<Snag['severity'], 'plain' | 'past' | 'bad'> = {
  MINOR: 'plain',
  MAJOR: 'past',
  CRITICAL: 'bad',
};

/** The installation: when and by whom, who was there, and what is wrong with it. */
export function SiteTab({ project, refused }: { project: Project; refused?: string }) {
  const { data: members } = useQuery(membersQuery);
  const nameOf = (id: string) => {
    const member = members?.find((one) => one.id === id);
    return member ? fullName(member) : 'Somebody';
  };
  const act = useAct('projects');
  const [booking, setBooking] = useState(false);
  const [busy, setBusy] = useState(false);
  const { installation } = project;
  return (
    <>
      <section className="mb-5">
        <h3 className="mb-1 text-xs font-medium text-ink-3">Installation</h3>
        <p className="mb-2">
          {installation
            ? `${date(installation.startsOn)} to ${date(installation.endsOn)}` +
              (installation.installerIds.length > 0
                ? `, by ${installation.installerIds.map(nameOf).join(', ')}`
                : ', nobody assigned yet')
            : 'Not booked yet.'}
        </p>
        <span className="flex flex-wrap gap-2">
          <Button
            size="sm"
            disabled={refused !== undefined}
            title={refused}
            onClick={() => setBooking(true)}
          >
            {installation ? 'Book anew …' : 'Book …'}
          </Button>
          <Button
            size="sm"
            busy={busy}
            disabled={refused !== undefined}
            title={refused ?? 'Says where you are, once'}
            onClick={() => {
              setBusy(true);
              void act(
                async () => checkIn(project.id, { ...(await here()), purpose: 'INSTALLATION' }),
                'Checked in',
              ).finally(() => setBusy(false));
            }}
          >
            Check in here
          </Button>
        </span>
      </section>
      <Snags project={project} refused={refused} />
      {project.checkIns.length > 0 && (
        <section>
          <h3 className="mb-1 text-xs font-medium text-ink-3">
            {plural(project.checkIns.length, 'visit')}
          </h3>
          <ul>
            {project.checkIns.map((visit) => (
              <li
                key={visit.id}
                className="flex min-h-9 items-center gap-3 border-b border-line px-1"
              >
                <span className="flex-1">
                  {nameOf(visit.byId)}, {sentence(visit.purpose).toLowerCase()}
                </span>
                <span className="text-xs text-ink-3">{ago(visit.at)}</span>
                <Badge tone={visit.onSite ? 'good' : 'past'}>
                  {visit.onSite ? 'on site' : `${visit.distance} m away`}
                </Badge>
              </li>
            ))}
          </ul>
        </section>
      )}
      {booking && (
        <Sheet
          title="Book the installation"
          action="Book"
          onClose={() => setBooking(false)}
          onDone={() => void act(() => Promise.resolve(), 'Installation booked')}
          run={(form) =>
            book(project.id, {
              startsOn: String(form.get('startsOn')),
              endsOn: String(form.get('endsOn')),
              installerIds: form.getAll('installerIds').map(String),
            })
          }
        >
          {(errors) => (
            <>
              <div className="grid grid-cols-2 gap-3">
                <Field
                  label="From"
                  name="startsOn"
                  type="date"
                  autoFocus
                  defaultValue={installation?.startsOn}
                  error={errors['startsOn']}
                />
                <Field
                  label="To"
                  name="endsOn"
                  type="date"
                  defaultValue={installation?.endsOn}
                  error={errors['endsOn']}
                />
              </div>
              <fieldset>
                <legend className="mb-1 text-xs font-medium text-ink-2">Who installs</legend>
                <div className="max-h-48 overflow-y-auto rounded-md border border-line p-2">
                  {members
                    ?.toSorted(
                      (a, b) =>
                        Number(b.jobRoles.includes('INSTALLER')) -
                        Number(a.jobRoles.includes('INSTALLER')),
                    )
                    .map((member) => (
                      <label key={member.id} className="flex h-8 items-center gap-2">
                        <input
                          type="checkbox"
                          name="installerIds"
                          value={member.id}
                          defaultChecked={installation?.installerIds.includes(member.id)}
                        />
                        {fullName(member)}
                        {member.jobRoles.includes('INSTALLER') && (
                          <span className="text-xs text-ink-3">installer</span>
                        )}
                      </label>
                    ))}
                </div>
                {errors['installerIds'] && (
                  <p role="alert" className="mt-1 text-xs text-danger">
                    {errors['installerIds']}
                  </p>
                )}
              </fieldset>
            </>
          )}
        </Sheet>
      )}
    </>
  );
}

function Snags({ project, refused }: { project: Project; refused?: string }) {
  const act = useAct('projects');
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const title = String(data.get('title')).trim();
    if (title)
      void act(
        () =>
          raiseSnag(project.id, {
            title,
            severity: String(data.get('severity')) as Snag['severity'],
          }),
        'Snag noted',
      ).then((done) => done && form.reset());
  };
  const set = (snag: Snag, state: Snag['state']) =>
    void act(
      () => changeSnag(project.id, snag.id, state),
      `${snag.title} ${state.toLowerCase()}`,
      () => changeSnag(project.id, snag.id, snag.state),
    );
  return (
    <section className="mb-5">
      <h3 className="mb-1 text-xs font-medium text-ink-3">Snags</h3>
      {project.snags.map((snag) => (
        <div
          key={snag.id}
          className="flex min-h-9 flex-wrap items-center gap-2 border-b border-line px-1 py-1"
        >
          <span className="min-w-40 flex-1">{snag.title}</span>
          <Badge tone={severities[snag.severity]}>{snag.severity.toLowerCase()}</Badge>
          <select
            aria-label={`State of ${snag.title}`}
            value={snag.state}
            disabled={refused !== undefined}
            title={refused}
            onChange={(event) => set(snag, event.target.value as Snag['state'])}
            className={`${inputLook} h-7 w-28 border-line-strong text-xs`}
          >
            {['OPEN', 'FIXED', 'ACCEPTED'].map((state) => (
              <option key={state} value={state}>
                {sentence(state)}
              </option>
            ))}
          </select>
        </div>
      ))}
      {!refused && (
        <form onSubmit={add} className="mt-2 flex gap-2">
          <input
            name="title"
            required
            maxLength={500}
            aria-label="What is wrong"
            placeholder="What is wrong …"
            className={`${inputLook} h-8 border-line-strong`}
          />
          <select
            name="severity"
            aria-label="How bad it is"
            className={`${inputLook} h-8 w-28 border-line-strong`}
          >
            {Object.keys(severities).map((severity) => (
              <option key={severity} value={severity}>
                {sentence(severity)}
              </option>
            ))}
          </select>
          <Button type="submit">Add</Button>
        </form>
      )}
    </section>
  );
}
