import { useEffect, useSyncExternalStore } from 'react';

/** When something changed, and who did it: what the time bar draws. */
export interface Moment {
  at: string;
  kind: 'USER' | 'API_KEY' | 'IMPORT' | 'POLICY' | 'SYSTEM';
  /** How many of them; one, if it is not said. */
  count?: number;
}

/** The resources whose changes can be counted. */
export type Counted = 'deals' | 'contacts' | 'companies' | 'projects' | 'activities' | 'campaigns';

let moments: Moment[] = [];
let resource: Counted | undefined;
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

/** Says whose changes the time bar is to draw while this page is shown. */
export function useResourceOfPage(shown: Counted): void {
  useEffect(() => {
    resource = shown;
    listeners.forEach((tell) => tell());
    return () => {
      resource = undefined;
      listeners.forEach((tell) => tell());
    };
  }, [shown]);
}

export const useCountedResource = () =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => resource,
  );

export const useMoments = () =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => moments,
  );
