import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/api/client';

export type CustomField = Schemas['CustomField'];
export type FieldBearer = CustomField['resource'];

/** What an organization writes about its records besides. */
export const customFieldsQuery = (resource: FieldBearer) =>
  queryOptions({
    queryKey: ['custom-fields', resource],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/custom-fields/{resource}', { signal, params: { path: { resource } } })),
    staleTime: 5 * 60_000,
    select: (list) => list.data,
  });
