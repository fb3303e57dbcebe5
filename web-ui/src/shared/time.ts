import { useMemo } from 'react';
import { instant, type UrlSearch } from '@/lib/url-search';
import { useUrlState } from './url-state';

/** The instant that is looked at: what was known then, or what was the case then. */
export interface TimeQuery {
  asOf?: string;
  effectiveAt?: string;
}

export type TimeAxis = 'known' | 'effective';

export function readTime(search: UrlSearch): TimeQuery {
  const asOf = instant(search['asOf']);
  const effectiveAt = instant(search['effectiveAt']);
  if (asOf) return { asOf };
  return effectiveAt ? { effectiveAt } : {};
}

/** Where in time we are, and how to go elsewhere. Every query of a record takes `time` along. */
export function useTime() {
  const [time, change] = useUrlState(readTime);
  const at = time.asOf ?? time.effectiveAt;
  const axis: TimeAxis = time.effectiveAt ? 'effective' : 'known';
  return useMemo(
    () => ({
      time: at ? (axis === 'known' ? { asOf: at } : { effectiveAt: at }) : {},
      at,
      axis,
      readOnly: at !== undefined,
      go: (to: string | undefined, along: TimeAxis = axis) =>
        change(
          {
            asOf: along === 'known' ? to : undefined,
            effectiveAt: along === 'effective' ? to : undefined,
          },
          { replace: at !== undefined && to !== undefined },
        ),
    }),
    [at, axis, change],
  );
}
