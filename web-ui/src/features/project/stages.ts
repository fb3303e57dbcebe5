import type { Schemas } from '@/api/client';
import { sentence } from '@/lib/format';

export type ProjectStage = Schemas['ProjectStage'];

/** The way of a project, in order; the last is off the way. */
export const stages: readonly ProjectStage[] = [
  'ENQUIRY',
  'ENGAGED_ENQUIRY',
  'CONSULTATION_BOOKED',
  'QUALIFIED_LEAD',
  'SURVEY_COMPLETE',
  'DESIGN_PRESENTED',
  'SALE_CLIENT_COMMITS',
  'DESIGN_SIGN_OFF',
  'PAYMENT_75_PROJECT_HANDOVER',
  'PROJECT_SCHEDULED',
  'INSTALLATION_IN_PROGRESS',
  'COMPLETION_SIGN_OFF',
  'COMPLETED',
  'LOST_NOT_PROCEEDING',
];

const names: Partial<Record<ProjectStage, string>> = {
  SALE_CLIENT_COMMITS: 'Sale: client commits',
  PAYMENT_75_PROJECT_HANDOVER: '75 % paid, handover',
  LOST_NOT_PROCEEDING: 'Lost',
};

export const stageName = (stage: ProjectStage) => names[stage] ?? sentence(stage);

/** What sort of step it is from one stage to another. */
export type Step = 'none' | 'forward' | 'back' | 'lose' | 'reopen';

export function stepTo(from: ProjectStage, to: ProjectStage): Step {
  if (from === to) return 'none';
  if (to === 'LOST_NOT_PROCEEDING') return 'lose';
  if (from === 'COMPLETED') return 'reopen';
  return stages.indexOf(from) < stages.indexOf(to) ? 'forward' : 'back';
}

/** The stage that comes next on the way, if there is one. */
export const stageAfter = (stage: ProjectStage): ProjectStage | undefined =>
  stage === 'COMPLETED' || stage === 'LOST_NOT_PROCEEDING'
    ? undefined
    : stages[stages.indexOf(stage) + 1];
