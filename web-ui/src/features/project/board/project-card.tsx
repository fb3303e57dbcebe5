import { memo } from 'react';
import { dateTime, daysSince, money, plural } from '@/lib/format';
import { BoardCard } from '@/shared/boards/board-card';
import { Avatar, Badge } from '@/ui/badge';
import { PriorityMark } from '../marks';
import { projectTitle, type ProjectSummary } from '../project-api';

interface ProjectCardProps {
  project: ProjectSummary;
  focused: boolean;
  refused?: string;
  /** The instant the board shows, in milliseconds. */
  now: number;
  onFocus: (id: string) => void;
  onOpen: (id: string) => void;
  onMove: (id: string) => void;
}

export const ProjectCard = memo(function ProjectCard({ project, now, ...card }: ProjectCardProps) {
  const days = daysSince(project.stageEnteredAt, now);
  const title = projectTitle(project);
  return (
    <BoardCard {...card} id={project.id} title={title} label={`${title}, ${project.number}`}>
      <p className="truncate text-xs text-ink-3">
        {project.number}
        {project.title && project.clientName && ` · ${project.clientName}`}
      </p>
      <p className="mt-2 flex items-center gap-2 text-xs">
        <span className="min-w-0 flex-1 truncate font-medium tabular-nums">
          {project.contractTotal ? money(project.contractTotal) : ''}
        </span>
        <PriorityMark priority={project.priority} />
        {project.status === 'ON_HOLD' ? (
          <Badge tone="past">on hold</Badge>
        ) : (
          <span
            title={
              project.dueAt
                ? `${plural(days, 'day')} in this stage, due ${dateTime(project.dueAt)}`
                : `${plural(days, 'day')} in this stage`
            }
            className={project.overdue ? 'text-danger tabular-nums' : 'text-ink-3 tabular-nums'}
          >
            {project.overdue ? 'late ' : ''}
            {days} d
          </span>
        )}
        {project.responsibleName && <Avatar name={project.responsibleName} />}
      </p>
    </BoardCard>
  );
});
