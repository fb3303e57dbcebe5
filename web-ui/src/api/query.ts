import { notifyManager, QueryClient } from '@tanstack/react-query';
import { Offline, isProblem } from './problem';

/** Retries what may pass: outages and views that have not caught up, never a refusal. */
const mayPass = (error: unknown) => error instanceof Offline || isProblem(error, 503);

// What is dropped on a board is shown in the same frame, not after a timer.
notifyManager.setScheduler(queueMicrotask);

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
