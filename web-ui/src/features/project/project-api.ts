import { answer, api, ifMatch, type Schemas } from '@/api/client';
import type { TimeQuery } from '@/shared/time';
import type { ProjectStage } from './stages';

export type Project = Schemas['Project'];
export type ProjectSummary = Schemas['ProjectSummary'];

const at = (id: string) => ({ params: { path: { id } } });

export const getProject = (id: string, query: TimeQuery, signal?: AbortSignal) =>
  answer(api.GET('/api/projects/{id}', { signal, params: { path: { id }, query } }));

export const createProject = (body: Schemas['NewProject']) =>
  answer(api.POST('/api/projects', { body }));

export const patchProject = (id: string, body: Schemas['ProjectChange'], version: number) =>
  answer(
    api.PATCH('/api/projects/{id}', { params: { path: { id }, header: ifMatch(version) }, body }),
  );

export const checkGate = (id: string, stage: ProjectStage, signal?: AbortSignal) =>
  answer(
    api.GET('/api/projects/{id}/stages/{stage}/check', { signal, params: { path: { id, stage } } }),
  );

export const moveProject = (
  id: string,
  stage: ProjectStage,
  reason: string | null,
  version?: number,
) =>
  answer(
    api.PUT('/api/projects/{id}/stage', {
      params: {
        path: { id },
        ...(version === undefined ? {} : { header: ifMatch(version) }),
      },
      body: { stage, reason },
    }),
  );

export const loseProject = (id: string, reason: string) =>
  answer(api.POST('/api/projects/{id}/lose', { ...at(id), body: { reason } }));

export const reopenProject = (id: string, reason: string) =>
  answer(api.POST('/api/projects/{id}/reopen', { ...at(id), body: { reason } }));

export const holdProject = (id: string, reason: string | null) =>
  answer(api.POST('/api/projects/{id}/hold', { ...at(id), body: { reason } }));

export const resumeProject = (id: string) =>
  answer(api.POST('/api/projects/{id}/resume', { ...at(id), body: {} }));

export const cancelProject = (id: string, reason: string | null) =>
  answer(api.POST('/api/projects/{id}/cancel', { ...at(id), body: { reason } }));

export const archiveProject = (id: string) => answer(api.DELETE('/api/projects/{id}', at(id)));

export const restoreProject = (id: string) =>
  answer(api.POST('/api/projects/{id}/restore', at(id)));

export const meetRequirement = (id: string, key: string, body: Schemas['RequirementMet']) =>
  answer(api.PUT('/api/projects/{id}/requirements/{key}', { params: { path: { id, key } }, body }));

export const waiveRequirement = (id: string, key: string, reason: string) =>
  answer(
    api.POST('/api/projects/{id}/requirements/{key}/waive', {
      params: { path: { id, key } },
      body: { reason },
    }),
  );

export const pay = (id: string, body: Schemas['NewPayment']) =>
  answer(api.POST('/api/projects/{id}/payments', { ...at(id), body }));

export const vary = (id: string, body: Schemas['NewVariation']) =>
  answer(api.POST('/api/projects/{id}/variations', { ...at(id), body }));

export const quote = (id: string, body: Schemas['NewQuote']) =>
  answer(api.POST('/api/projects/{id}/quotes', { ...at(id), body }));

export const book = (id: string, body: Schemas['NewBooking']) =>
  answer(api.PUT('/api/projects/{id}/installation', { ...at(id), body }));

export const checkIn = (id: string, body: Schemas['NewCheckIn']) =>
  answer(api.POST('/api/projects/{id}/check-ins', { ...at(id), body }));

export const raiseSnag = (id: string, body: Schemas['NewSnag']) =>
  answer(api.POST('/api/projects/{id}/snags', { ...at(id), body }));

export const changeSnag = (id: string, snagId: string, state: Schemas['SnagState']) =>
  answer(
    api.PATCH('/api/projects/{id}/snags/{snagId}', {
      params: { path: { id, snagId } },
      body: { state },
    }),
  );

export const projectHistory = (id: string, pageSize: number, signal: AbortSignal) =>
  answer(
    api.GET('/api/projects/{id}/history', {
      signal,
      params: { path: { id }, query: { pageSize } },
    }),
  );

export const projectTitle = (project: {
  title: string | null;
  clientName: string | null;
  number: string;
}) => project.title ?? project.clientName ?? project.number;
