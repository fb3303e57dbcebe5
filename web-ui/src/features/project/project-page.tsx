import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { Schemas } from '@/api/client';
import { date, dateTime, money, sentence } from '@/lib/format';
import { membersQuery } from '@/shared/people';
import { useRefusal } from '@/shared/permissions';
import { RecordLink } from '@/shared/record-link';
import { ArchiveButton } from '@/shared/records/archive';
import { ConflictDialog } from '@/shared/records/conflict-dialog';
import { useRecordEditor } from '@/shared/records/editor';
import { InlineField } from '@/shared/records/inline-field';
import { RecordFrame, RecordSkeleton } from '@/shared/records/record-frame';
import { useHistory } from '@/shared/records/use-history';
import { usualTabs } from '@/shared/records/usual-tabs';
import { fullName } from '@/shared/session';
import { Sheet } from '@/shared/sheet';
import { useTime } from '@/shared/time';
import { Trouble } from '@/shared/trouble';
import { useAct } from '@/shared/use-act';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Menu, MenuItem } from '@/ui/menu';
import { GateSheet } from './gate/gate-sheet';
import { ProjectBadge } from './marks';
import {
  archiveProject,
  cancelProject,
  getProject,
  holdProject,
  patchProject,
  projectHistory,
  projectTitle,
  restoreProject,
  resumeProject,
  type Project,
} from './project-api';
import { MoneyTab } from './tabs/money-tab';
import { SiteTab } from './tabs/site-tab';
import { StagesTab } from './tabs/stages-tab';
import { stageAfter, stageName, stages, type ProjectStage } from './stages';

export function ProjectPage() {
  const { id } = useParams({ from: '/shell/projects/$id' });
  const { time } = useTime();
  const queryKey = useMemo(() => ['projects', 'record', id, time], [id, time]);
  const project = useQuery({
    queryKey,
    queryFn: ({ signal }) => getProject(id, time, signal),
    placeholderData: keepPreviousData,
  });
  if (project.error)
    return (
      <Trouble error={project.error} retry={() => void project.refetch()} what="This project" />
    );
  if (!project.data) return <RecordSkeleton />;
  return <Page project={project.data} queryKey={queryKey} />;
}

function Page({ project, queryKey }: { project: Project; queryKey: unknown[] }) {
  const { id } = project;
  const mayNot = useRefusal('U', 'projects');
  const mayNotArchive = useRefusal('D', 'projects');
  const { data: members } = useQuery(membersQuery);
  const [gate, setGate] = useState<ProjectStage>();
  const isOver = project.status === 'CANCELLED' || project.status === 'COMPLETED';
  const refused =
    mayNot ?? (isOver ? `The project is ${project.status.toLowerCase()}.` : undefined);
  const { save, conflict, settle } = useRecordEditor({
    record: project,
    queryKey,
    patch: useCallback(
      (change: Schemas['ProjectChange'], version: number) => patchProject(id, change, version),
      [id],
    ),
    reload: useCallback(() => getProject(id, {}), [id]),
  });
  const history = useHistory('projects', id, (pageSize, signal) =>
    projectHistory(id, pageSize, signal),
  );
  const editing = { save, refused };
  const asked = project.requirements
    .filter(({ kind, state }) => kind === 'DOCUMENT' && state === 'OPEN')
    .map(({ key }) => key);
  return (
    <>
      <RecordFrame
        history={history.entries}
        back={{ to: '/projects', label: 'Projects' }}
        title={projectTitle(project)}
        badges={
          <>
            <Badge>{project.number}</Badge>
            <ProjectBadge project={project} />
            {project.clock.overdue && <Badge tone="bad">Late in this stage</Badge>}
            {project.warranty && <Badge tone="past">Warranty</Badge>}
            {project.archived && <Badge>Archived</Badge>}
          </>
        }
        actions={
          <>
            <MoveActions project={project} refused={mayNot} onGate={setGate} />
            <ArchiveButton
              name={project.number}
              resource="projects"
              archived={project.archived}
              refused={mayNotArchive}
              archive={() => archiveProject(id)}
              restore={() => restoreProject(id)}
            />
          </>
        }
        fields={
          <>
            <InlineField {...editing} label="Title" field="title" value={project.title} />
            <InlineField
              {...editing}
              label="Priority"
              field="priority"
              kind="choice"
              required
              value={project.priority}
              options={['LOW', 'MEDIUM', 'HIGH', 'URGENT'].map((value) => ({
                value,
                label: sentence(value),
              }))}
            />
            <InlineField
              {...editing}
              label="Responsible"
              field="responsibleId"
              kind="choice"
              value={project.responsibleId}
              options={(members ?? []).map((member) => ({
                value: member.id,
                label: fullName(member),
              }))}
            />
            <InlineField
              {...editing}
              label="Contract value"
              field="contractValue"
              kind="money"
              value={project.contractValue}
            />
            <InlineField {...editing} label="Source" field="source" value={project.source} />
            <InlineField {...editing} label="Postcode" field="postcode" value={project.postcode} />
          </>
        }
        aside={<Facts project={project} />}
        tabs={[
          {
            key: 'stages',
            label: 'Stages',
            content: <StagesTab project={project} refused={refused} onGate={setGate} />,
          },
          ...usualTabs({ resource: 'projects', id, about: 'projectId', history, kinds: asked }),
          {
            key: 'money',
            label: 'Money',
            count: project.payments.length || undefined,
            content: <MoneyTab project={project} refused={refused} />,
          },
          {
            key: 'site',
            label: 'Site',
            count: project.snags.filter(({ state }) => state === 'OPEN').length || undefined,
            content: <SiteTab project={project} refused={refused} />,
          },
        ]}
      />
      <ConflictDialog conflict={conflict} onSettled={settle} />
      {gate && <GateSheet id={id} to={gate} onClose={() => setGate(undefined)} />}
    </>
  );
}

interface MoveActionsProps {
  project: Project;
  refused?: string;
  onGate: (stage: ProjectStage) => void;
}

function MoveActions({ project, refused, onGate }: MoveActionsProps) {
  const act = useAct('projects');
  const [ending, setEnding] = useState<'hold' | 'cancel'>();
  const { id, status, stage } = project;
  const next = stageAfter(stage);
  const others = stages.filter((one) => one !== stage && one !== next);
  return (
    <>
      {status === 'ON_HOLD' && (
        <Button
          look="primary"
          disabled={refused !== undefined}
          title={refused}
          onClick={() =>
            void act(
              () => resumeProject(id),
              'Resumed',
              () => holdProject(id, 'Resumed by mistake'),
            )
          }
        >
          Resume
        </Button>
      )}
      {status === 'ACTIVE' && next && (
        <Button
          look="primary"
          disabled={refused !== undefined}
          title={refused}
          onClick={() => onGate(next)}
        >
          Move to {stageName(next)} …
        </Button>
      )}
      {(status === 'ACTIVE' || status === 'COMPLETED') && (
        <Menu
          button={
            <Button disabled={refused !== undefined} title={refused}>
              More …
            </Button>
          }
        >
          {status === 'ACTIVE' && (
            <>
              <MenuItem onSelect={() => setEnding('hold')}>Put on hold …</MenuItem>
              <MenuItem onSelect={() => setEnding('cancel')}>Cancel …</MenuItem>
              {others.map((one) => (
                <MenuItem key={one} onSelect={() => onGate(one)}>
                  To {stageName(one)} …
                </MenuItem>
              ))}
            </>
          )}
          {status === 'COMPLETED' && (
            <MenuItem onSelect={() => onGate('COMPLETION_SIGN_OFF')}>Warranty case …</MenuItem>
          )}
        </Menu>
      )}
      {ending && (
        <Sheet
          title={ending === 'hold' ? 'Put on hold' : 'Cancel the project'}
          description={
            ending === 'hold'
              ? 'Its clocks stop, and it stays in its stage until it is resumed.'
              : 'It leaves the board. This cannot be taken back.'
          }
          action={ending === 'hold' ? 'Put on hold' : 'Cancel the project'}
          danger={ending === 'cancel'}
          onClose={() => setEnding(undefined)}
          run={(form) => {
            const reason = String(form.get('reason')).trim() || null;
            const call = () => (ending === 'hold' ? holdProject : cancelProject)(id, reason);
            return act(
              call,
              ending === 'hold' ? 'On hold' : 'Cancelled',
              ending === 'hold' ? () => resumeProject(id) : undefined,
            );
          }}
        >
          {() => <Field label="Why? (optional)" name="reason" autoFocus maxLength={2000} />}
        </Sheet>
      )}
    </>
  );
}

function Facts({ project }: { project: Project }) {
  const facts: [string, React.ReactNode][] = [
    [
      'Client',
      project.contactId && (
        <RecordLink id={project.contactId} name={project.clientName ?? 'Open'} />
      ),
    ],
    ['Deal', project.dealId && <RecordLink id={project.dealId} name="Open deal" />],
    ['Showroom', project.showroomName],
    ['In this stage since', dateTime(project.stageEnteredAt)],
    ['Due', project.clock.dueAt && dateTime(project.clock.dueAt)],
    ['Contract in all', project.contractTotal && money(project.contractTotal)],
    ['Paid', project.paid && money(project.paid)],
    ['Balance', project.balance && money(project.balance)],
    ['Opened', date(project.openedAt)],
    ['Completed', project.completedAt && date(project.completedAt)],
    ['Ended because', project.endReason],
  ];
  return (
    <dl className="mt-4 grid grid-cols-[7.5rem_1fr] gap-2 border-t border-line pt-4">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd className="px-2">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
