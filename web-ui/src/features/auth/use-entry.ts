import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { answer, api, type Schemas } from '@/api/client';
import { forgetRenewal } from '@/api/renewal';
import { word } from '@/lib/url-search';
import { useUrlState } from '@/shared/url-state';

/** Only addresses of our own: a link must not lead anywhere else through the login. */
export const ownAddress = (next: string | undefined) =>
  next && /^\/(?![/\\])/.test(next) && !/^\/(login|register)\b/.test(next) ? next : '/';

/** Logs in or registers; the answer's cookies are the session, its token is not kept. */
export function useEntry<Body>(call: (body: Body) => Promise<Schemas['Tokens']>) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [next] = useUrlState((search) => word(search['next']));
  return useMutation({
    mutationFn: call,
    onSuccess: async () => {
      forgetRenewal();
      queries.clear();
      await navigate({ href: ownAddress(next), replace: true });
    },
  });
}

export const logIn = (body: Schemas['Credentials']) =>
  answer(api.POST('/api/auth/login', { body }));
export const register = (body: Schemas['Registration']) =>
  answer(api.POST('/api/auth/register', { body }));
