import { answer, api } from '@/api/client';

/** The resources whose events can be taken back one by one. */
export type Undoable = 'deals' | 'contacts' | 'companies' | 'projects' | 'campaigns';

/** Takes back what one event did to a record; refused where it was changed again since. */
export function undoEvent(resource: Undoable, id: string, eventId: string) {
  const call = { params: { path: { id } }, body: { eventId } };
  switch (resource) {
    case 'deals':
      return answer(api.POST('/api/deals/{id}/undo', call));
    case 'contacts':
      return answer(api.POST('/api/contacts/{id}/undo', call));
    case 'companies':
      return answer(api.POST('/api/companies/{id}/undo', call));
    case 'projects':
      return answer(api.POST('/api/projects/{id}/undo', call));
    case 'campaigns':
      return answer(api.POST('/api/campaigns/{id}/undo', call));
  }
}
