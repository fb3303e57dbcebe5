import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { isOurRequest, noteSeen, type Schemas } from '@/api/client';
import { follow, type Message } from '@/api/stream';

type Connection = 'live' | 'away';

/** What is to be read anew when a record of this kind changes. */
const affected: Record<string, string[]> = {
  deal: ['deals'],
  contact: ['contacts'],
  company: ['companies'],
  project: ['projects'],
  document: ['documents'],
  activity: ['activities', 'tasks'],
  campaign: ['campaigns'],
  import: ['imports'],
  pipeline: ['pipelines', 'deals'],
  organization: ['members', 'me'],
  showroom: ['showrooms'],
};

const GATHER_MS = 250;
const AT_MOST_EVERY_MS = 1500;
const AGAIN_MS = [500, 1000, 2000, 5000, 10_000];

let connection: Connection = 'live';
const listeners = new Set<() => void>();

function set(next: Connection) {
  connection = next;
  listeners.forEach((tell) => tell());
}

/** Whether changes of others arrive by themselves at the moment. */
export const useConnection = () =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => connection,
  );

/** Reads anew what has changed: gathered, so that a thousand changes are one reading. */
export function refresher(queries: Pick<QueryClient, 'invalidateQueries'>) {
  const kinds = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = -AT_MOST_EVERY_MS;
  const flush = () => {
    timer = undefined;
    last = performance.now();
    const keys = new Set([...kinds].flatMap((kind) => affected[kind] ?? []));
    const timelines = kinds.has('activity');
    kinds.clear();
    void queries.invalidateQueries({
      predicate: ({ queryKey: [key, what] }) =>
        keys.has(String(key)) || (timelines && what === 'timeline'),
    });
  };
  return (recordId: string) => {
    kinds.add(recordId.slice(0, recordId.indexOf('-')));
    const wait = Math.max(GATHER_MS, last + AT_MOST_EVERY_MS - performance.now());
    timer ??= setTimeout(flush, wait);
  };
}

/**
 * Brings in what others change while somebody looks. A tab that nobody sees does not listen: it is
 * told what it missed when it is looked at again.
 */
export function useLiveUpdates(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const refresh = refresher(queries);
    let lastId: string | undefined;
    let listening: AbortController | undefined;
    let failures = 0;
    let again: ReturnType<typeof setTimeout> | undefined;

    const take = ({ id, event, data }: Message) => {
      lastId = id;
      if (event === 'listening') return;
      noteSeen(id);
      if (event === 'missed') return void queries.invalidateQueries();
      const told = JSON.parse(data) as Schemas['StreamEvent'];
      if (told.actor.kind !== 'USER' || !isOurRequest(told.correlationId)) refresh(told.recordId);
    };
    const listen = async () => {
      listening?.abort();
      clearTimeout(again);
      const mine = new AbortController();
      listening = mine;
      try {
        await follow({
          after: lastId,
          signal: mine.signal,
          onOpen: () => {
            failures = 0;
            set('live');
          },
          onMessage: take,
        });
      } catch {
        if (!mine.signal.aborted) failures++;
      }
      if (mine.signal.aborted) return;
      if (failures > 1) set('away');
      again = setTimeout(
        () => void listen(),
        AGAIN_MS[Math.min(failures, AGAIN_MS.length - 1)] ?? 0,
      );
    };
    const look = () => {
      if (document.visibilityState === 'visible') void listen();
      else {
        clearTimeout(again);
        listening?.abort();
      }
    };
    look();
    document.addEventListener('visibilitychange', look);
    window.addEventListener('online', look);
    return () => {
      clearTimeout(again);
      listening?.abort();
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('online', look);
    };
  }, [queries]);
}
