import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Dialog as Radix } from 'radix-ui';
import { useState, type KeyboardEvent } from 'react';
import { answer, api } from '@/api/client';
import { cx } from '@/lib/cx';
import { useDebounced } from '@/shared/debounced';
import { useRefusal } from '@/shared/permissions';
import { recordTypes } from '@/shared/record-types';
import { useLogout } from '@/shared/session';
import { toggleTheme } from '@/shared/theme';
import { useTime } from '@/shared/time';
import { Icon, type IconName } from '@/ui/icon';
import { Key } from '@/ui/key';
import { places } from './places';

interface Entry {
  id: string;
  group: string;
  icon: IconName;
  label: string;
  note?: string | null;
  hint?: string;
  refused?: string;
  run: () => void;
}

interface PaletteProps {
  open: boolean;
  onClose: () => void;
  onSheet: () => void;
  onTime: () => void;
}

/** Finds any record and does any action, from anywhere, by typing. */
export function Palette(props: PaletteProps) {
  return (
    <Radix.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-3 z-50 mx-auto flex max-h-[70dvh] max-w-xl animate-appear flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-float sm:top-[14vh]"
        >
          <Radix.Title className="sr-only">Command palette</Radix.Title>
          <PaletteBody {...props} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function PaletteBody(props: PaletteProps) {
  const [q, setQ] = useState('');
  const [at, setAt] = useState(0);
  const actions = useActions(props);
  const found = useFound(q.trim(), props.onClose);
  const fitting = actions.filter((action) =>
    action.label.toLowerCase().includes(q.trim().toLowerCase()),
  );
  const entries = [...found, ...fitting];
  const current = Math.min(at, entries.length - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((current + step + entries.length) % entries.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const entry = entries[current];
      if (entry && !entry.refused) entry.run();
    }
  };

  return (
    <>
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Icon name="search" className="size-4 text-ink-3" />
        <input
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-entries"
          aria-activedescendant={entries[current] ? `palette-${entries[current].id}` : undefined}
          aria-label="Find a record or an action"
          placeholder="Find a record or an action …"
          value={q}
          maxLength={500}
          onChange={(event) => {
            setQ(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 flex-1 bg-transparent text-base outline-none placeholder:text-ink-3"
        />
        <Key>Esc</Key>
      </div>
      <div
        id="palette-entries"
        role="listbox"
        aria-label="Records and actions"
        className="overflow-y-auto p-1.5"
      >
        {entries.length === 0 && (
          <p className="px-3 py-8 text-center text-ink-2">Nothing fits “{q}”.</p>
        )}
        {entries.map((entry, index) => (
          <div key={entry.id}>
            {entry.group !== entries[index - 1]?.group && (
              <p aria-hidden className="px-2.5 pt-2 pb-1 text-xs text-ink-3">
                {entry.group}
              </p>
            )}
            <div
              id={`palette-${entry.id}`}
              role="option"
              aria-selected={index === current}
              aria-disabled={entry.refused !== undefined}
              ref={(row) => {
                if (index === current) row?.scrollIntoView({ block: 'nearest' });
              }}
              onMouseMove={() => setAt(index)}
              onClick={() => !entry.refused && entry.run()}
              className={cx(
                'flex h-9 items-center gap-3 rounded-md px-2.5',
                index === current && 'bg-hover',
                entry.refused && 'text-ink-3',
              )}
            >
              <Icon name={entry.icon} className="size-4 text-ink-3" />
              <span className="truncate">{entry.label}</span>
              <span className="min-w-0 flex-1 truncate text-ink-3">
                {entry.refused ?? entry.note}
              </span>
              {entry.hint && <Key>{entry.hint}</Key>}
            </div>
          </div>
        ))}
      </div>
    </>
  );
}

function useFound(q: string, onClose: () => void): Entry[] {
  const navigate = useNavigate();
  const asked = useDebounced(q, 80);
  const { data } = useQuery({
    queryKey: ['suggest', asked],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/search/suggest', { signal, params: { query: { q: asked } } })),
    enabled: asked.length > 0,
    placeholderData: keepPreviousData,
  });
  if (!q || !data) return [];
  return data.data.flatMap(({ type, items }) =>
    items.map((item) => ({
      id: item.id,
      group: recordTypes[type].many,
      icon: recordTypes[type].icon,
      label: item.title,
      note: item.subtitle,
      run: () => {
        void navigate({ to: recordTypes[type].to, params: { id: item.id } });
        onClose();
      },
    })),
  );
}

function useActions({ onClose, onSheet, onTime }: PaletteProps): Entry[] {
  const navigate = useNavigate();
  const logout = useLogout();
  const { readOnly, go: travel } = useTime();
  const creations = useCreations();
  const then = (run: () => void) => () => {
    onClose();
    run();
  };
  return [
    ...creations.map(({ to, label, refused }) => ({
      id: `new${to.replace('/', '-')}`,
      group: 'Create',
      icon: 'plus' as const,
      label,
      refused,
      run: then(() => void navigate({ to, search: { new: '1' } })),
    })),
    ...places.map(({ to, label, icon, key }) => ({
      id: `go-${label.toLowerCase().replace(' ', '-')}`,
      group: 'Go to',
      icon,
      label,
      hint: `G ${key.toUpperCase()}`,
      run: then(() => void navigate({ to })),
    })),
    { id: 'time', group: 'View', icon: 'clock', label: 'Time bar', hint: 'T', run: then(onTime) },
    ...(readOnly
      ? [
          {
            id: 'now',
            group: 'View',
            icon: 'clock' as const,
            label: 'Back to now',
            run: then(() => travel(undefined)),
          },
        ]
      : []),
    { id: 'theme', group: 'View', icon: 'sun', label: 'Switch colours', run: then(toggleTheme) },
    {
      id: 'keys',
      group: 'View',
      icon: 'list',
      label: 'Keyboard shortcuts',
      hint: '?',
      run: then(onSheet),
    },
    { id: 'out', group: 'Session', icon: 'out', label: 'Log out', run: then(() => void logout()) },
  ];
}

function useCreations() {
  const deals = useRefusal('C', 'deals');
  const contacts = useRefusal('C', 'contacts');
  const companies = useRefusal('C', 'companies');
  const projects = useRefusal('C', 'projects');
  const campaigns = useRefusal('C', 'campaigns');
  const imports = useRefusal('C', 'imports');
  return [
    { to: '/deals', label: 'New deal', refused: deals },
    { to: '/contacts', label: 'New contact', refused: contacts },
    { to: '/companies', label: 'New company', refused: companies },
    { to: '/projects', label: 'New project', refused: projects },
    { to: '/campaigns', label: 'New campaign', refused: campaigns },
    { to: '/imports', label: 'Import a file', refused: imports },
  ] as const;
}
