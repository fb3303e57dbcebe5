import { cx } from '@/lib/cx';
import { date, daysSince, plural, sentence } from '@/lib/format';
import { groupBy } from '@/lib/group-by';
import { useAct } from '@/shared/use-act';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { meetRequirement, type Project } from '../project-api';
import { stageAfter, stageName, stages, type ProjectStage } from '../stages';

interface StagesTabProps {
  project: Project;
  refused?: string;
  onGate: (stage: ProjectStage) => void;
}

/** The way of the project: where it was, where it is, and what each gate ahead asks for. */
export function StagesTab({ project, refused, onGate }: StagesTabProps) {
  const gates = groupBy(project.requirements, ({ stage }) => stage);
  const at = stages.indexOf(project.stage);
  const next = stageAfter(project.stage);
  return (
    <ol>
      {stages
        .filter((stage) => stage !== 'LOST_NOT_PROCEEDING' || project.stage === stage)
        .map((stage) => {
          const place = stages.indexOf(stage);
          const stay = project.stages.findLast((one) => one.stage === stage);
          const asked = gates.get(stage) ?? [];
          const met = asked.filter(({ state }) => state !== 'OPEN').length;
          return (
            <li key={stage} className="border-b border-line py-2 last:border-0">
              <details open={stage === next || (stage === project.stage && met < asked.length)}>
                <summary className="flex cursor-pointer items-center gap-3 rounded-md px-1 py-1 hover:bg-hover">
                  <span
                    aria-hidden
                    className={cx(
                      'grid size-5 shrink-0 place-items-center rounded-full border text-2xs',
                      place < at && 'border-success text-success',
                      place === at && 'border-accent bg-accent-fill text-white',
                      place > at && 'border-line-strong text-ink-3',
                    )}
                  >
                    {place < at ? <Icon name="check" className="size-3" /> : place + 1}
                  </span>
                  <span className={cx('flex-1', place === at && 'font-semibold')}>
                    {stageName(stage)}
                    {place === at && <span className="sr-only"> (current)</span>}
                  </span>
                  {stay && (
                    <span className="text-xs text-ink-3">
                      {stay.leftAt
                        ? `${date(stay.enteredAt)} – ${date(stay.leftAt)}`
                        : `for ${plural(daysSince(stay.enteredAt), 'day')}`}
                    </span>
                  )}
                  {asked.length > 0 && (
                    <span
                      className={cx(
                        'text-xs tabular-nums',
                        met < asked.length && place <= at ? 'text-danger' : 'text-ink-3',
                      )}
                    >
                      {met}/{asked.length}
                    </span>
                  )}
                </summary>
                <ul className="mt-1 mb-2 ml-8">
                  {asked.map((requirement) => (
                    <Requirement
                      key={requirement.key}
                      project={project}
                      requirement={requirement}
                      refused={refused}
                    />
                  ))}
                </ul>
                {stage === next && (
                  <Button
                    size="sm"
                    disabled={refused !== undefined}
                    title={refused}
                    onClick={() => onGate(stage)}
                    className="mb-2 ml-8"
                  >
                    What is missing …
                  </Button>
                )}
              </details>
            </li>
          );
        })}
    </ol>
  );
}

interface RequirementProps {
  project: Project;
  requirement: Project['requirements'][number];
  refused?: string;
}

const tones = { OPEN: 'plain', SATISFIED: 'good', WAIVED: 'past' } as const;

function Requirement({ project, requirement, refused }: RequirementProps) {
  const act = useAct('projects');
  const { key, kind, state, derived, note } = requirement;
  const set = (satisfied: boolean) =>
    void act(
      () => meetRequirement(project.id, key, { satisfied }),
      `${sentence(key)} ${satisfied ? 'done' : 'opened again'}`,
      () => meetRequirement(project.id, key, { satisfied: !satisfied }),
    );
  const manual = !derived && kind === 'REQUIREMENT' && !key.endsWith('-scheduled');
  return (
    <li className="flex min-h-8 flex-wrap items-center gap-2 py-0.5">
      <Icon
        name={kind === 'DOCUMENT' ? 'document' : state === 'OPEN' ? 'circle' : 'check'}
        className={cx('size-3.5', state === 'OPEN' ? 'text-ink-3' : 'text-success')}
      />
      <span className="min-w-40 flex-1">
        {sentence(key)}
        {note && <span className="text-ink-3"> · {note}</span>}
        {requirement.date && <span className="text-ink-3"> · {date(requirement.date)}</span>}
      </span>
      <Badge tone={tones[state]}>{state.toLowerCase()}</Badge>
      {manual && state !== 'WAIVED' && (
        <Button
          size="sm"
          look="quiet"
          aria-label={`${sentence(key)}: ${state === 'OPEN' ? 'done' : 'not done'}`}
          disabled={refused !== undefined}
          title={refused}
          onClick={() => set(state === 'OPEN')}
        >
          {state === 'OPEN' ? 'Done' : 'Not done'}
        </Button>
      )}
    </li>
  );
}
