import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { answer, api, type Schemas } from '@/api/client';
import { cx } from '@/lib/cx';
import { groupBy } from '@/lib/group-by';
import { count, sentence } from '@/lib/format';
import { positive, word, words, type UrlSearch } from '@/lib/url-search';
import { useDebounced } from '@/shared/debounced';
import { Highlight } from '@/shared/highlight';
import { recordTypes, type RecordType } from '@/shared/record-types';
import { useShortcuts } from '@/shared/shortcuts';
import { useTime } from '@/shared/time';
import { Trouble } from '@/shared/trouble';
import { useUrlState } from '@/shared/url-state';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Key } from '@/ui/key';
import { SkeletonRows, State } from '@/ui/states';
import { OpenWork } from './open-work';
import { tokens, without } from './query-syntax';

type Found = Schemas['Found'];

const PAGE_SIZE = 25;
/** Facets as the engine names them, and the parameter that each narrows by. */
const facets = [
  { name: 'type', param: 'type', label: 'Type' },
  { name: 'stage', param: 'stage', label: 'Stage' },
  { name: 'owner', param: 'ownerId', label: 'Owner' },
  { name: 'tag', param: 'tag', label: 'Tag' },
  { name: 'source', param: 'source', label: 'Source' },
] as const;

const readSearch = (search: UrlSearch) => ({
  q: word(search['q']) ?? '',
  page: positive(search['page']) ?? 1,
  type: words(search['type']) as RecordType[] | undefined,
  stage: words(search['stage']),
  ownerId: words(search['ownerId']),
  tag: words(search['tag']),
  source: words(search['source']),
});

/** One box that finds everything, as you type. */
export function SearchHome() {
  const [{ q, page, ...narrowed }, change] = useUrlState(readSearch);
  const { readOnly } = useTime();
  const navigate = useNavigate();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(q);
  const [at, setAt] = useState(0);
  const settled = useDebounced(text.trim(), 100);
  const isNarrowed = Object.values(narrowed).some(Boolean);
  const asking = settled !== '' || isNarrowed;

  useEffect(() => {
    if (settled !== q) change({ q: settled || undefined, page: undefined }, { replace: true });
    // Only what was typed leads here, not the address.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  const [shownQ, setShownQ] = useState(q);
  if (q !== shownQ) {
    setShownQ(q);
    if (q !== settled) setText(q);
  }

  const results = useQuery({
    queryKey: ['search', { q: settled, page, ...narrowed }],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/search', {
          signal,
          params: { query: { q: settled, page, pageSize: PAGE_SIZE, ...narrowed } },
        }),
      ),
    enabled: asking,
    placeholderData: keepPreviousData,
  });
  const hits = asking ? (results.data?.data ?? []) : [];
  const ordered = grouped(hits);
  const active = Math.min(at, ordered.length - 1);
  const step = (by: number) =>
    ordered.length > 0 && setAt((active + by + ordered.length) % ordered.length);
  const open = (hit: Found | undefined) => {
    if (hit) void navigate({ to: recordTypes[hit.type].to, params: { id: hit.id } });
  };
  useShortcuts([
    { keys: 'j', label: 'Next result', group: 'Search', run: () => step(1) },
    { keys: 'k', label: 'Result before', group: 'Search', run: () => step(-1) },
    {
      keys: 'Enter',
      label: 'Open the result',
      group: 'Search',
      run: (event) => {
        const target = event.target instanceof HTMLElement ? event.target : undefined;
        if (target?.matches('button, a')) target.click();
        else open(ordered[active]);
      },
    },
    { keys: '/', label: 'Search', group: 'Everywhere', run: () => box.current?.select() },
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Enter') open(ordered[active]);
    else if (event.key === 'Escape' && text) setText('');
    else if (event.key === 'Escape') box.current?.blur();
    else return;
    event.preventDefault();
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="border-b border-line px-4">
        <div className="mx-auto flex max-w-5xl items-center gap-3">
          <Icon name="search" className="size-5 text-ink-3" />
          <h1 className="sr-only">Search</h1>
          <input
            ref={box}
            autoFocus
            role="combobox"
            aria-label="Search everything"
            aria-expanded={hits.length > 0}
            aria-controls="results"
            aria-activedescendant={ordered[active] ? `hit-${ordered[active].id}` : undefined}
            autoComplete="off"
            spellCheck={false}
            maxLength={500}
            placeholder="Search people, companies, deals …"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
            className="h-14 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-ink-3 [&::-webkit-search-cancel-button]:hidden"
          />
          {asking && results.data && (
            <span aria-live="polite" className="text-xs whitespace-nowrap text-ink-3 tabular-nums">
              {count(results.data.pagination.total)} in {results.data.took} ms
            </span>
          )}
          {!text && <Key>/</Key>}
        </div>
        <Chips q={text} onChange={setText} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-5xl px-4 py-4">
          {readOnly && asking && (
            <p className="mb-3 rounded-md border border-past-line bg-past-soft px-3 py-2 text-past">
              The search finds records as they are today; a result opens as it was then.
            </p>
          )}
          {!asking ? (
            <OpenWork />
          ) : results.error ? (
            <Trouble
              error={results.error}
              retry={() => void results.refetch()}
              what="This search"
            />
          ) : !results.data ? (
            <SkeletonRows />
          ) : (
            <div
              className={cx(
                'grid gap-x-8 gap-y-3 md:grid-cols-[11rem_minmax(0,1fr)]',
                results.isPlaceholderData && 'opacity-70',
              )}
            >
              <Facets
                facets={results.data.facets}
                chosen={narrowed}
                onChange={(param, values) => {
                  setAt(0);
                  change({ [param]: values, page: undefined });
                }}
              />
              <div>
                {hits.length === 0 ? (
                  <State
                    icon="search"
                    title="Nothing found"
                    action={
                      isNarrowed && (
                        <Button
                          onClick={() =>
                            change({
                              ...Object.fromEntries(facets.map(({ param }) => [param, undefined])),
                            })
                          }
                        >
                          Search everything
                        </Button>
                      )
                    }
                  >
                    {isNarrowed
                      ? 'No record fits all that is chosen.'
                      : 'Fewer words find more; small mistakes in spelling are forgiven.'}
                  </State>
                ) : (
                  <Results hits={ordered} active={active} onHover={setAt} />
                )}
                <Pager
                  page={page}
                  pages={results.data.pagination.totalPages}
                  onGo={(to) => change({ page: to === 1 ? undefined : to })}
                />
              </div>
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

/** Types in the order of their best hit, and within each by how well they fit. */
function grouped(hits: Found[]): Found[] {
  return [...groupBy(hits, (hit) => hit.type).values()].flat();
}

function Chips({ q, onChange }: { q: string; onChange: (q: string) => void }) {
  const chips = tokens(q);
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Conditions" className="mx-auto flex max-w-5xl flex-wrap gap-1.5 pb-3 pl-8">
      {chips.map((token) => (
        <li key={token.text}>
          <button
            type="button"
            onClick={() => onChange(without(q, token))}
            aria-label={`Remove ${token.text}`}
            className={cx(
              'flex h-6 items-center gap-1 rounded-full border px-2.5 text-xs hover:bg-hover',
              token.kind === 'not'
                ? 'border-danger/40 text-danger'
                : 'border-accent/40 text-accent-text',
            )}
          >
            {token.text}
            <Icon name="close" className="size-3" />
          </button>
        </li>
      ))}
    </ul>
  );
}

interface FacetsProps {
  facets: Schemas['SearchResults']['facets'];
  chosen: Partial<Record<string, string[]>>;
  onChange: (param: string, values: string[] | undefined) => void;
}

function Facets({ facets: counted, chosen, onChange }: FacetsProps) {
  return (
    <div className="flex gap-4 overflow-x-auto md:block md:overflow-visible">
      {facets.map(({ name, param, label }) => {
        const values = counted[name] ?? [];
        const on = chosen[param] ?? [];
        if (values.length === 0 && on.length === 0) return null;
        return (
          <fieldset key={name} className="flex shrink-0 gap-1 md:mb-5 md:block md:min-w-0">
            <legend className="hidden px-2 text-xs font-medium text-ink-3 md:mb-1 md:block">
              {label}
            </legend>
            {values.slice(0, 8).map((facet) => {
              const checked = on.includes(facet.value);
              const text =
                facet.label ??
                (name === 'type'
                  ? recordTypes[facet.value as RecordType].many
                  : name === 'stage' && !/^[A-Z_]+$/.test(facet.value)
                    ? facet.value
                    : sentence(facet.value));
              return (
                <button
                  key={facet.value}
                  type="button"
                  role="checkbox"
                  aria-checked={checked}
                  onClick={() => {
                    const next = checked
                      ? on.filter((value) => value !== facet.value)
                      : [...on, facet.value];
                    onChange(param, next.length > 0 ? next : undefined);
                  }}
                  className={cx(
                    'flex h-7 shrink-0 items-center gap-2 rounded-md border px-2 text-left whitespace-nowrap md:w-full md:border-transparent',
                    checked
                      ? 'border-accent bg-selected text-accent-text'
                      : 'border-line text-ink-2 hover:bg-hover',
                  )}
                >
                  <span className="min-w-0 flex-1 truncate">{text}</span>
                  <span
                    className={cx(
                      'text-xs tabular-nums',
                      checked ? 'text-accent-text' : 'text-ink-3',
                    )}
                  >
                    {count(facet.count)}
                  </span>
                </button>
              );
            })}
          </fieldset>
        );
      })}
    </div>
  );
}

function Results({
  hits,
  active,
  onHover,
}: {
  hits: Found[];
  active: number;
  onHover: (index: number) => void;
}) {
  return (
    <div id="results" role="listbox" aria-label="Results">
      {hits.map((hit, index) => (
        <div key={hit.id} role="presentation">
          {hit.type !== hits[index - 1]?.type && (
            <p
              aria-hidden
              className={cx('mb-1 px-3 text-xs font-medium text-ink-3', index > 0 && 'mt-5')}
            >
              {recordTypes[hit.type].many}
            </p>
          )}
          <Hit hit={hit} active={index === active} onHover={() => onHover(index)} />
        </div>
      ))}
    </div>
  );
}

function Hit({ hit, active, onHover }: { hit: Found; active: boolean; onHover: () => void }) {
  const { icon, to } = recordTypes[hit.type];
  // A part of the title is shown where the title is; anything else found is said below.
  const title = Object.entries(hit.highlights).find(([field]) => /name|title/i.test(field))?.[1][0];
  const elsewhere = Object.entries(hit.highlights).filter(([field]) => !/name|title/i.test(field));
  const body = (
    <>
      <span className="mt-0.5 grid size-7 shrink-0 place-items-center rounded-md border border-line text-ink-3">
        <Icon name={icon} className="size-3.5" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">
          {title && title.replace(/<\/?em>/g, '').length >= hit.title.length ? (
            <Highlight html={title} />
          ) : (
            hit.title
          )}
        </span>
        <span className="block truncate text-xs text-ink-3">{hit.subtitle}</span>
        {elsewhere.slice(0, 2).map(([field, [piece]]) => (
          <span key={field} className="block truncate text-xs text-ink-2">
            <span className="text-ink-3">{sentence(field)}: </span>
            {piece && <Highlight html={piece} />}
          </span>
        ))}
      </span>
    </>
  );
  const look = cx('flex items-start gap-3 rounded-lg px-3 py-2', active && 'bg-hover');
  const reveal = (row: HTMLElement | null) => {
    if (active) row?.scrollIntoView({ block: 'nearest' });
  };
  const common = {
    id: `hit-${hit.id}`,
    role: 'option',
    'aria-selected': active,
    onMouseMove: onHover,
    className: look,
    ref: reveal,
  };
  return (
    <Link {...common} to={to} params={{ id: hit.id }}>
      {body}
    </Link>
  );
}

function Pager({
  page,
  pages,
  onGo,
}: {
  page: number;
  pages: number;
  onGo: (page: number) => void;
}) {
  if (pages <= 1) return null;
  return (
    <nav
      aria-label="Pages"
      className="mt-4 flex items-center justify-center gap-2 text-ink-2 tabular-nums"
    >
      <Button
        size="icon"
        look="quiet"
        aria-label="Page before"
        disabled={page <= 1}
        onClick={() => onGo(page - 1)}
      >
        <Icon name="left" />
      </Button>
      Page {count(page)} of {count(pages)}
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
