import { answer, api, ifMatch, type Schemas } from '@/api/client';
import type { TimeQuery } from '@/shared/time';

export type Contact = Schemas['Contact'];

export const contactName = (contact: Contact) =>
  [contact.firstName, contact.lastName].filter(Boolean).join(' ') ||
  contact.email ||
  'Unnamed contact';

export const lifecycleStages: Schemas['LifecycleStage'][] = [
  'lead',
  'marketing-qualified',
  'sales-qualified',
  'opportunity',
  'customer',
  'evangelist',
  'other',
];

export const getContact = (id: string, query: TimeQuery, signal?: AbortSignal) =>
  answer(api.GET('/api/contacts/{id}', { signal, params: { path: { id }, query } }));

export const patchContact = (id: string, body: Schemas['ContactChange'], version: number) =>
  answer(
    api.PATCH('/api/contacts/{id}', { params: { path: { id }, header: ifMatch(version) }, body }),
  );

export const createContact = (body: Schemas['NewContact']) =>
  answer(api.POST('/api/contacts', { body }));

export const archiveContact = (id: string) =>
  answer(api.DELETE('/api/contacts/{id}', { params: { path: { id } } }));

export const restoreContact = (id: string) =>
  answer(api.POST('/api/contacts/{id}/restore', { params: { path: { id } } }));

export const contactHistory = (id: string, pageSize: number, signal: AbortSignal) =>
  answer(
    api.GET('/api/contacts/{id}/history', {
      signal,
      params: { path: { id }, query: { pageSize } },
    }),
  );
