import { queryOptions } from '@tanstack/react-query';
import { answer, api, ifMatch, type Schemas } from '@/api/client';
import type { TimeQuery } from '@/shared/time';

export type Deal = Schemas['Deal'];

export const pipelinesQuery = queryOptions({
  queryKey: ['pipelines'],
  queryFn: ({ signal }) =>
    answer(api.GET('/api/pipelines', { signal, params: { query: { pageSize: 100 } } })),
  staleTime: 5 * 60_000,
  select: (page) => page.data,
});

export const getDeal = (id: string, query: TimeQuery, signal?: AbortSignal) =>
  answer(api.GET('/api/deals/{id}', { signal, params: { path: { id }, query } }));

export const patchDeal = (id: string, body: Schemas['DealChange'], version: number) =>
  answer(
    api.PATCH('/api/deals/{id}', { params: { path: { id }, header: ifMatch(version) }, body }),
  );

export const createDeal = (body: Schemas['NewDeal']) => answer(api.POST('/api/deals', { body }));

export const moveDeal = (id: string, stageId: string, version: number) =>
  answer(
    api.PUT('/api/deals/{id}/stage', {
      params: { path: { id }, header: ifMatch(version) },
      body: { stageId },
    }),
  );

export const winDeal = (id: string, reason: string | null, version: number) =>
  answer(
    api.POST('/api/deals/{id}/win', {
      params: { path: { id }, header: ifMatch(version) },
      body: { reason },
    }),
  );

export const loseDeal = (id: string, reason: string, competitor: string | null, version: number) =>
  answer(
    api.POST('/api/deals/{id}/lose', {
      params: { path: { id }, header: ifMatch(version) },
      body: { reason, competitor },
    }),
  );

export const reopenDeal = (id: string, reason: string, version: number) =>
  answer(
    api.POST('/api/deals/{id}/reopen', {
      params: { path: { id }, header: ifMatch(version) },
      body: { reason },
    }),
  );

export const archiveDeal = (id: string) =>
  answer(api.DELETE('/api/deals/{id}', { params: { path: { id } } }));

export const restoreDeal = (id: string) =>
  answer(api.POST('/api/deals/{id}/restore', { params: { path: { id } } }));

export const dealHistory = (id: string, pageSize: number, signal: AbortSignal) =>
  answer(
    api.GET('/api/deals/{id}/history', { signal, params: { path: { id }, query: { pageSize } } }),
  );
