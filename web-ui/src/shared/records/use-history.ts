import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '@/api/client';

const PAGE = 50;

/** The history of a record, as of now: the past of it is what the history itself is. */
export function useHistory(
  key: string,
  id: string,
  read: (pageSize: number, signal: AbortSignal) => Promise<Schemas['HistoryPage']>,
) {
  const [pages, setPages] = useState(1);
  const query = useQuery({
    queryKey: [key, 'history', id, pages],
    queryFn: ({ signal }) => read(Math.min(200, pages * PAGE), signal),
    placeholderData: keepPreviousData,
  });
  const page = query.data;
  const hasMore =
    page !== undefined && page.data.length < page.pagination.total && pages * PAGE < 200;
  return { ...query, entries: page?.data, more: hasMore ? () => setPages(pages + 1) : undefined };
}
