import { QueryClient } from '@tanstack/react-query';
import { Offline, isProblem } from './problem';

/** Retries what may pass: outages and views that have not caught up, never a refusal. */
const mayPass = (error: unknown) => error instanceof Offline || isProblem(error, 503);

export const newQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) => mayPass(error) && failures < 2,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
