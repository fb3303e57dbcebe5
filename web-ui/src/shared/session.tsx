import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { answer, api, type Schemas } from '@/api/client';
import { forgetRenewal } from '@/api/renewal';

export type Me = Schemas['Me'];

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => answer(api.GET('/api/me', { signal })),
  staleTime: 5 * 60_000,
});

const Session = createContext<Me | undefined>(undefined);
export const SessionProvider = Session.Provider;

/** Who is logged in, and where. Only below the shell, which waits until it is known. */
export function useSession(): Me {
  const me = use(Session);
  if (!me) throw new Error('There is no session here.');
  return me;
}

/** Ends the session, on the server too, and forgets everything that was read in it. */
export function useLogout(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await api.POST('/api/auth/logout');
    forgetRenewal();
    queries.clear();
    // A page made anew holds nothing of the last user's.
    window.location.assign('/login');
  };
}

export const fullName = (person: { firstName?: string | null; lastName?: string | null }) =>
  [person.firstName, person.lastName].filter(Boolean).join(' ');
