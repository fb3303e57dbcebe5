import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '@/api/problem';
import { groupBy } from '@/lib/group-by';
import { plural } from '@/lib/format';
import { useAct } from '@/shared/use-act';
import { Button } from '@/ui/button';
import { Dialog, DialogActions } from '@/ui/dialog';
import { TextArea } from '@/ui/field';
import { SkeletonRows } from '@/ui/states';
import {
  checkGate,
  getProject,
  loseProject,
  moveProject,
  projectTitle,
  reopenProject,
  type Project,
} from '../project-api';
import { stageName, stepTo, type ProjectStage, type Step } from '../stages';
import { GateItem } from './gate-item';

interface GateSheetProps {
  id: string;
  to: ProjectStage;
  onClose: () => void;
}

const actions: Record<Step, string> = {
  none: 'Close',
  forward: 'Move on',
  back: 'Take back',
  lose: 'Lose the project',
  reopen: 'Open as a warranty case',
};

const questions: Partial<Record<Step, string>> = {
  back: 'Why does it go back?',
  lose: 'Why is it lost?',
  reopen: 'What is the warranty case?',
};

/** Helps a project into a stage: what its gate asks for, each to be met right here, then the move. */
export function GateSheet({ id, to, onClose }: GateSheetProps) {
  const project = useQuery({
    queryKey: ['projects', 'record', id, {}],
    queryFn: ({ signal }) => getProject(id, {}, signal),
  });
  const step = project.data && stepTo(project.data.stage, to);
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={`${project.data ? projectTitle(project.data) : 'Project'} → ${stageName(to)}`}
      description={
        step === 'forward' ? 'This stage is entered when all of this is there.' : undefined
      }
    >
      {project.error ? (
        <p role="alert" className="text-danger">
          {say(project.error)}
        </p>
      ) : project.data && step ? (
        <Passage project={project.data} to={to} step={step} onClose={onClose} />
      ) : (
        <SkeletonRows rows={4} />
      )}
    </Dialog>
  );
}

interface PassageProps {
  project: Project;
  to: ProjectStage;
  step: Step;
  onClose: () => void;
}

function Passage({ project, to, step, onClose }: PassageProps) {
  const { id } = project;
  const gated = step === 'forward' || step === 'lose';
  const check = useQuery({
    queryKey: ['projects', 'check', id, to],
    queryFn: ({ signal }) => checkGate(id, to, signal),
    enabled: gated,
    staleTime: 0,
    // What a document is checked for becomes known a moment after it was sent.
    refetchInterval: 2000,
  });
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const act = useAct('projects', 'deals', 'documents');
  const question = questions[step];
  const missing = gated ? (check.data?.missing ?? []) : [];
  const isOpen = !gated || check.data?.canAdvance === true;

  const go = async () => {
    const because = reason.trim();
    setAsked(true);
    if (question && !because) return;
    setBusy(true);
    const done = await act(
      () => {
        switch (step) {
          case 'lose':
            return loseProject(id, because);
          case 'reopen':
            return reopenProject(id, because);
          default:
            return moveProject(id, to, because || null);
        }
      },
      `${projectTitle(project)} → ${stageName(to)}`,
      step === 'forward' ? () => moveProject(id, project.stage, 'Moved by mistake') : undefined,
    );
    setBusy(false);
    if (done) onClose();
  };

  return (
    <>
      {gated && check.isPending && <SkeletonRows rows={4} />}
      {check.data?.warnings.map((warning) => (
        <p
          key={`${warning.code}${warning.key}`}
          className="mb-3 rounded-md border border-past-line bg-past-soft px-3 py-2 text-past"
        >
          {warning.message}
        </p>
      ))}
      {missing.length > 0 && (
        <p className="mb-2 text-ink-2" aria-live="polite">
          {plural(missing.length, 'thing is', 'things are')} missing.
        </p>
      )}
      {[...groupBy(missing, (gap) => gap.stage)].map(([stage, gaps], _, groups) => (
        <section key={stage} className="mb-4">
          {groups.length > 1 && (
            <h3 className="mb-1 text-xs font-medium text-ink-3">To enter {stageName(stage)}</h3>
          )}
          <ul className="overflow-hidden rounded-lg border border-line">
            {gaps.map((gap) => (
              <GateItem
                key={gap.key}
                project={project}
                gap={gap}
                waivable={check.data?.waivable.find(({ key }) => key === gap.key)}
              />
            ))}
          </ul>
        </section>
      ))}
      {gated && check.data?.missing.length === 0 && (
        <p className="mb-3 text-success">Everything is there.</p>
      )}
      {question && (
        <TextArea
          label={question}
          rows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={asked && !reason.trim() ? 'A reason is needed.' : undefined}
        />
      )}
      <DialogActions>
        <Button onClick={onClose}>Not now</Button>
        <Button
          look={step === 'lose' ? 'danger' : 'primary'}
          busy={busy}
          disabled={!isOpen}
          title={isOpen ? undefined : 'Something is still missing.'}
          onClick={() => void go()}
        >
          {actions[step]}
        </Button>
      </DialogActions>
    </>
  );
}
