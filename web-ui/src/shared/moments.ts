import { useEffect, useSyncExternalStore } from 'react';

/** When something changed, and who did it: what the time bar draws. */
export interface Moment {
  at: string;
  kind: 'USER' | 'API_KEY' | 'IMPORT' | 'POLICY' | 'SYSTEM';
}

let moments: Moment[] = [];
const none: Moment[] = [];
const listeners = new Set<() => void>();

function set(next: Moment[]) {
  moments = next;
  listeners.forEach((tell) => tell());
}

/** Gives the time bar the changes of the page that is shown. */
export function useMomentsOfPage(shown: Moment[]): void {
  useEffect(() => {
    set(shown);
    return () => set(none);
  }, [shown]);
}

export const useMoments = () =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => moments,
  );
