import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  flexRender,
  getCoreRowModel,
  useReactTable,
  type ColumnDef,
  type RowData,
} from '@tanstack/react-table';
import { useRef, useState, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { count } from '@/lib/format';
import { positive, word, words, type UrlSearch } from '@/lib/url-search';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Menu, MenuItem } from '@/ui/menu';
import { SkeletonRows, State } from '@/ui/states';
import type { RecordPath } from '../record-types';
import { useShortcuts } from '../shortcuts';
import { useTime, type TimeQuery } from '../time';
import { Trouble } from '../trouble';
import { useUrlState } from '../url-state';
import { MOST, type BulkAction, type BulkResource } from './bulk';
import { BulkBar } from './bulk-bar';
import type { Filter } from './filter';
import { QuickFind } from './quick-find';
import { SavedViews, type Listed } from './saved-views';
import { useSelection } from './selection';

declare module '@tanstack/react-table' {
  // The parameters must be named as in the library's declaration.
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  interface ColumnMeta<TData extends RowData, TValue> {
    /** The word the server sorts by. */
    sort?: string;
    /** Only where there is room. */
    wide?: boolean;
    right?: boolean;
  }
}

export interface ListPage<R> {
  data: R[];
  pagination: { page?: number; pageSize: number; total: number; totalPages: number };
}

export interface ListQuery extends TimeQuery {
  q?: string;
  sort?: string;
  page: number;
  pageSize: number;
  [filter: string]: unknown;
}

interface RecordListProps<R extends { id: string }> {
  title: string;
  resource: string;
  to: RecordPath;
  columns: ColumnDef<R, unknown>[];
  filters: Filter[];
  defaultSort: string;
  read: (query: ListQuery, signal: AbortSignal) => Promise<ListPage<R>>;
  /** Whether its rows can be found by a few letters. */
  search?: boolean;
  actions?: ReactNode;
  /** What can be done with many of them at once. */
  bulk?: { resource: BulkResource; actions: BulkAction<R>[] };
  empty: ReactNode;
}

const PAGE_SIZE = 50;

const listed: readonly string[] = ['deals', 'contacts', 'companies', 'projects', 'campaigns'];
const isListed = (resource: string): resource is Listed => listed.includes(resource);

const readList = (filters: Filter[], defaultSort: string) => (search: UrlSearch) => ({
  q: word(search['q']),
  sort: word(search['sort']) ?? defaultSort,
  page: positive(search['page']) ?? 1,
  hidden: words(search['hide']) ?? [],
  filters: Object.fromEntries(
    filters.flatMap(({ name }) => {
      const value = words(search[name]);
      return value ? [[name, value] as const] : [];
    }),
  ) as Record<string, string[]>,
});

/** A list of records: found, filtered and sorted by the server, every choice in the address. */
export function RecordList<R extends { id: string }>(props: RecordListProps<R>) {
  const { title, resource, to, columns, filters, defaultSort, read, actions, bulk, empty } = props;
  const searchable = props.search !== false;
  const [{ q, sort, page, hidden, filters: chosen }, change] = useUrlState(
    readList(filters, defaultSort),
  );
  const { time } = useTime();
  const navigate = useNavigate();
  const query: ListQuery = { ...time, q, sort, page, pageSize: PAGE_SIZE, ...chosen };
  const list = useQuery({
    queryKey: [resource, 'list', query],
    queryFn: ({ signal }) => read(query, signal),
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.data ?? [];
  const total = list.data?.pagination.total ?? 0;
  const selection = useSelection<R>(JSON.stringify([time, q, chosen]));
  const selected = [...selection.records.values()];
  const allOnPage = rows.length > 0 && rows.every(({ id }) => selection.has(id));
  const selectAll = async () => {
    const found: R[] = [];
    for (let next = 1; found.length < Math.min(total, MOST); next++) {
      const more = await read(
        { ...query, page: next, pageSize: 100 },
        new AbortController().signal,
      );
      if (more.data.length === 0) break;
      found.push(...more.data);
    }
    selection.add(found.slice(0, MOST));
  };
  const [at, setAt] = useState(0);
  const body = useRef<HTMLDivElement>(null);
  const step = (by: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, at + by));
    setAt(next);
    body.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus();
  };
  const open = (id: string) => void navigate({ to, params: { id } });
  useShortcuts([
    { keys: 'j', label: 'Next row', group: title, run: () => step(1) },
    { keys: 'k', label: 'Row before', group: title, run: () => step(-1) },
    {
      keys: 'f',
      label: 'Find in this list',
      group: title,
      run: () => document.getElementById('list-q')?.focus(),
    },
    ...(bulk
      ? [
          {
            keys: 'x',
            label: 'Select this row, or not',
            group: title,
            run: () => selection.toggle(rows, at, false),
          },
        ]
      : []),
    ...(selected.length > 0
      ? [{ keys: 'Escape', label: 'Select nothing', group: title, run: selection.clear }]
      : []),
  ]);
  const table = useReactTable({
    data: rows,
    columns,
    getCoreRowModel: getCoreRowModel(),
    getRowId: (row) => row.id,
    state: { columnVisibility: Object.fromEntries(hidden.map((id) => [id, false])) },
  });
  const narrowed = q !== undefined || Object.keys(chosen).length > 0;

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5">
        <h1 className="text-base font-semibold">{title}</h1>
        {list.data && (
          <span className="text-ink-3 tabular-nums">{count(list.data.pagination.total)}</span>
        )}
        <span className="flex-1" />
        <span className="sm:order-last">{actions}</span>
        {searchable && (
          <QuickFind
            value={q}
            label="Find in this list"
            onChange={(value) => change({ q: value, page: undefined }, { replace: true })}
          />
        )}
        {isListed(resource) && <SavedViews resource={resource} />}
        {filters.map((filter) => (
          <FilterMenu
            key={filter.name}
            filter={filter}
            chosen={chosen[filter.name] ?? []}
            onChange={(value) => change({ [filter.name]: value, page: undefined })}
          />
        ))}
        <span className="hidden md:block">
          <Menu
            button={
              <Button aria-label="Columns" title="Columns" size="icon">
                <Icon name="board" className="size-3.5" />
              </Button>
            }
          >
            {table
              .getAllLeafColumns()
              .slice(1)
              .map(({ id, columnDef }) => (
                <MenuItem
                  key={id}
                  checked={!hidden.includes(id)}
                  onSelect={() =>
                    change(
                      {
                        hide: hidden.includes(id)
                          ? hidden.filter((one) => one !== id)
                          : [...hidden, id],
                      },
                      { replace: true },
                    )
                  }
                >
                  {String(columnDef.header)}
                </MenuItem>
              ))}
          </Menu>
        </span>
      </header>
      <div ref={body} className="min-h-0 flex-1 overflow-auto">
        {list.error && !list.data ? (
          <Trouble error={list.error} retry={() => void list.refetch()} what="This list" />
        ) : list.isPending ? (
          <SkeletonRows rows={12} />
        ) : rows.length === 0 ? (
          narrowed ? (
            <State
              icon="filter"
              title="Nothing fits these filters"
              action={
                <Button
                  onClick={() =>
                    change({
                      q: undefined,
                      page: undefined,
                      ...Object.fromEntries(filters.map(({ name }) => [name, undefined])),
                    })
                  }
                >
                  Clear filters
                </Button>
              }
            />
          ) : (
            empty
          )
        ) : (
          <table
            className={cx(
              'w-full border-separate border-spacing-0',
              list.isPlaceholderData && 'opacity-70',
            )}
          >
            <thead>
              {table.getHeaderGroups().map((group) => (
                <tr key={group.id}>
                  {bulk && (
                    <th scope="col" className={cx(headLook, 'w-10 pr-0')}>
                      <SelectBox
                        label="Select all on this page"
                        checked={allOnPage}
                        onToggle={() => (allOnPage ? selection.remove(rows) : selection.add(rows))}
                      />
                    </th>
                  )}
                  {group.headers.map((header) => {
                    const { sort: key, wide, right } = header.column.columnDef.meta ?? {};
                    const direction =
                      sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : undefined;
                    return (
                      <th
                        key={header.id}
                        scope="col"
                        aria-sort={key ? (direction ?? 'none') : undefined}
                        className={cx(
                          headLook,
                          right ? 'text-right' : 'text-left',
                          wide && 'hidden md:table-cell',
                        )}
                      >
                        {key ? (
                          <button
                            type="button"
                            onClick={() =>
                              change({
                                sort: direction === 'ascending' ? `-${key}` : key,
                                page: undefined,
                              })
                            }
                            className={cx(
                              'inline-flex items-center gap-1 rounded hover:text-ink',
                              right && 'flex-row-reverse',
                            )}
                          >
                            {flexRender(header.column.columnDef.header, header.getContext())}
                            <Icon
                              name={direction === 'descending' ? 'down' : 'up'}
                              className={cx('size-3', direction ? 'text-accent-text' : 'invisible')}
                            />
                          </button>
                        ) : (
                          flexRender(header.column.columnDef.header, header.getContext())
                        )}
                      </th>
                    );
                  })}
                </tr>
              ))}
            </thead>
            <tbody>
              {table.getRowModel().rows.map((row, index) => (
                <tr
                  key={row.id}
                  data-row={index}
                  tabIndex={index === at ? 0 : -1}
                  onFocus={() => setAt(index)}
                  onClick={() => open(row.id)}
                  onKeyDown={(event) => {
                    if (event.key === 'Enter' && event.target === event.currentTarget) open(row.id);
                    else if (event.key === 'ArrowDown') step(1);
                    else if (event.key === 'ArrowUp') step(-1);
                    else return;
                    event.preventDefault();
                  }}
                  aria-selected={bulk && selection.has(row.id)}
                  className={cx(
                    'cursor-pointer hover:bg-hover focus:bg-selected focus:outline-none',
                    selection.has(row.id) && 'bg-selected',
                  )}
                >
                  {bulk && (
                    <td
                      className="h-10 w-10 border-b border-line pl-4"
                      onClick={(event) => event.stopPropagation()}
                    >
                      <SelectBox
                        label={`Select row ${index + 1}`}
                        checked={selection.has(row.id)}
                        onToggle={(through) => selection.toggle(rows, index, through)}
                      />
                    </td>
                  )}
                  {row.getVisibleCells().map((cell) => {
                    const { wide, right } = cell.column.columnDef.meta ?? {};
                    return (
                      <td
                        key={cell.id}
                        className={cx(
                          'h-10 max-w-[16rem] truncate border-b border-line px-3 first:pl-4 last:pr-4',
                          right && 'text-right tabular-nums',
                          wide && 'hidden md:table-cell',
                        )}
                      >
                        {flexRender(cell.column.columnDef.cell, cell.getContext())}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {bulk && selected.length > 0 && (
        <BulkBar
          resource={bulk.resource}
          selected={selected}
          actions={bulk.actions}
          clear={selection.clear}
          all={
            allOnPage && selected.length < Math.min(total, MOST)
              ? { total: Math.min(total, MOST), select: selectAll }
              : undefined
          }
        />
      )}
      {list.data && list.data.pagination.totalPages > 1 && (
        <Pages
          page={page}
          pages={list.data.pagination.totalPages}
          onGo={(to) => change({ page: to === 1 ? undefined : to })}
        />
      )}
    </div>
  );
}

const headLook =
  'sticky top-0 z-10 h-9 border-b border-line bg-surface px-3 text-xs font-medium text-ink-3 first:pl-4 last:pr-4';

interface SelectBoxProps {
  label: string;
  checked: boolean;
  /** Is told whether all in between are meant as well. */
  onToggle: (through: boolean) => void;
}

function SelectBox({ label, checked, onToggle }: SelectBoxProps) {
  return (
    <label className="grid size-6 cursor-pointer place-items-center">
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        onClick={(event) => onToggle(event.shiftKey)}
        onChange={() => undefined}
        className="size-3.5 accent-accent-fill"
      />
    </label>
  );
}

interface FilterMenuProps {
  filter: Filter;
  chosen: string[];
  onChange: (value: string[] | undefined) => void;
}

function FilterMenu({ filter, chosen, onChange }: FilterMenuProps) {
  const names = chosen.map(
    (value) => filter.options.find((option) => option.value === value)?.label ?? value,
  );
  return (
    <Menu
      button={
        <Button className={cx(chosen.length > 0 && 'border-accent text-accent-text')}>
          <Icon name="filter" className="size-3.5" />
          {names.length > 0
            ? names.slice(0, 2).join(', ') + (names.length > 2 ? ` +${names.length - 2}` : '')
            : filter.label}
        </Button>
      }
    >
      {filter.options.map(({ value, label }) => (
        <MenuItem
          key={value}
          checked={chosen.includes(value)}
          onSelect={() =>
            onChange(
              chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value],
            )
          }
        >
          {label}
        </MenuItem>
      ))}
      {chosen.length > 0 && (
        <MenuItem icon="close" onSelect={() => onChange(undefined)}>
          Clear
        </MenuItem>
      )}
    </Menu>
  );
}

function Pages({
  page,
  pages,
  onGo,
}: {
  page: number;
  pages: number;
  onGo: (page: number) => void;
}) {
  return (
    <nav
      aria-label="Pages"
      className="flex items-center justify-end gap-2 border-t border-line px-4 py-2 text-ink-2 tabular-nums"
    >
      Page {count(page)} of {count(pages)}
      <Button
        size="icon"
        look="quiet"
        aria-label="Page before"
        disabled={page <= 1}
        onClick={() => onGo(page - 1)}
      >
        <Icon name="left" />
      </Button>
      <Button
        size="icon"
        look="quiet"
        aria-label="Next page"
        disabled={page >= pages}
        onClick={() => onGo(page + 1)}
      >
        <Icon name="right" />
      </Button>
    </nav>
  );
}
