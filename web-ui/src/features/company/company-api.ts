import { answer, api, ifMatch, type Schemas } from '@/api/client';
import type { TimeQuery } from '@/shared/time';

export type Company = Schemas['Company'];

export const getCompany = (id: string, query: TimeQuery, signal?: AbortSignal) =>
  answer(api.GET('/api/companies/{id}', { signal, params: { path: { id }, query } }));

export const patchCompany = (id: string, body: Schemas['CompanyChange'], version: number) =>
  answer(
    api.PATCH('/api/companies/{id}', { params: { path: { id }, header: ifMatch(version) }, body }),
  );

export const createCompany = (body: Schemas['NewCompany']) =>
  answer(api.POST('/api/companies', { body }));

export const archiveCompany = (id: string) =>
  answer(api.DELETE('/api/companies/{id}', { params: { path: { id } } }));

export const restoreCompany = (id: string) =>
  answer(api.POST('/api/companies/{id}/restore', { params: { path: { id } } }));

export const companyHistory = (id: string, pageSize: number, signal: AbortSignal) =>
  answer(
    api.GET('/api/companies/{id}/history', {
      signal,
      params: { path: { id }, query: { pageSize } },
    }),
  );

export const companyDeals = (companyId: string, query: TimeQuery, signal: AbortSignal) =>
  answer(
    api.GET('/api/deals', {
      signal,
      params: { query: { ...query, companyId: [companyId], sort: '-value', pageSize: 8 } },
    }),
  );
