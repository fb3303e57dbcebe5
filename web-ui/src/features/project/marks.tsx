import type { Schemas } from '@/api/client';
import { sentence } from '@/lib/format';
import { Badge } from '@/ui/badge';
import { stageName, type ProjectStage } from './stages';

/** Only what is more urgent than usual is marked. */
export function PriorityMark({ priority }: { priority: Schemas['Priority'] }) {
  if (priority !== 'URGENT' && priority !== 'HIGH') return null;
  return (
    <span
      title={`${sentence(priority)} priority`}
      className={priority === 'URGENT' ? 'text-danger' : 'text-past'}
    >
      {priority === 'URGENT' ? '!!' : '!'}
      <span className="sr-only">{sentence(priority)} priority</span>
    </span>
  );
}

interface Standing {
  status: Schemas['ProjectStatus'];
  stage: ProjectStage;
}

export function ProjectBadge({ project }: { project: Standing }) {
  if (project.stage === 'LOST_NOT_PROCEEDING') return <Badge tone="bad">Lost</Badge>;
  if (project.status === 'CANCELLED') return <Badge tone="bad">Cancelled</Badge>;
  if (project.status === 'ON_HOLD') return <Badge tone="past">On hold</Badge>;
  if (project.status === 'COMPLETED') return <Badge tone="good">Completed</Badge>;
  return <Badge tone="accent">{stageName(project.stage)}</Badge>;
}
