import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '@/api/client';

/** Everybody of the organization: to choose an owner from. */
export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: ({ signal }) =>
    answer(api.GET('/api/organization/members', { signal, params: { query: { pageSize: 200 } } })),
  staleTime: 5 * 60_000,
  select: (page) => page.data,
});

/** The locations of the organization. */
export const showroomsQuery = queryOptions({
  queryKey: ['showrooms'],
  queryFn: ({ signal }) =>
    answer(api.GET('/api/showrooms', { signal, params: { query: { pageSize: 200 } } })),
  staleTime: 5 * 60_000,
  select: (page) => page.data,
});
