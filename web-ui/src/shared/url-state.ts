import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { UrlSearch } from '@/lib/url-search';

type Change = Record<string, string | string[] | number | boolean | undefined>;

/**
 * State that lives in the address, so that it can be sent to somebody, bookmarked and gone back to.
 *
 * @param read takes from the address what is valid and gives defaults for the rest
 */
export function useUrlState<T>(read: (search: UrlSearch) => T) {
  const search: UrlSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (to: Change, how: { replace?: boolean } = {}) =>
      void navigate({
        to: '.',
        search: (before: UrlSearch) => ({ ...before, ...to }) as UrlSearch,
        replace: how.replace ?? false,
        resetScroll: false,
      }),
    [navigate],
  );
  return [read(search), change] as const;
}
