import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { whenSessionEnds } from '@/api/client';
import { isProblem } from '@/api/problem';
import { useConnection, useLiveUpdates } from '@/shared/live';
import { SessionProvider, fullName, meQuery, useLogout, useSession } from '@/shared/session';
import { useShortcuts } from '@/shared/shortcuts';
import { toggleTheme, useTheme } from '@/shared/theme';
import { useTime } from '@/shared/time';
import { TimeBar } from '@/shared/time-bar';
import { Trouble } from '@/shared/trouble';
import { Avatar } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Key } from '@/ui/key';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/ui/menu';
import { Skeleton } from '@/ui/states';
import { undoLast } from '@/ui/toast';
import { cx } from '@/lib/cx';
import { Palette } from './palette';
import { places } from './places';
import { ShortcutSheet } from './shortcut-sheet';

/** Lets in who is logged in, and brings everybody else to the login and back here afterwards. */
export function Shell() {
  const me = useQuery(meQuery);
  const navigate = useNavigate();
  const here = useRouterState({ select: (state) => state.location.href });
  const loggedOut = isProblem(me.error, 401);
  useEffect(() => {
    // On the way there already: where they wanted to go is not the login itself.
    if (here.startsWith('/login')) return;
    const leave = () => void navigate({ to: '/login', search: { next: here }, replace: true });
    whenSessionEnds(leave);
    if (loggedOut) leave();
  }, [loggedOut, here, navigate]);

  if (me.data) {
    return (
      <SessionProvider value={me.data}>
        <Frame />
      </SessionProvider>
    );
  }
  if (me.error && !loggedOut) {
    return <Trouble error={me.error} retry={() => void me.refetch()} what="Your account" />;
  }
  return (
    <div role="status" aria-label="Loading" className="grid h-full place-items-center">
      <Skeleton className="size-8 rounded-lg" />
    </div>
  );
}

function Frame() {
  const [palette, setPalette] = useState(false);
  const [sheet, setSheet] = useState(false);
  const [timeOpen, setTimeOpen] = useState(false);
  const { readOnly, go } = useTime();
  const connection = useConnection();
  useLiveUpdates();
  const navigate = useNavigate();
  useShortcuts([
    {
      keys: 'Mod+k',
      label: 'Command palette',
      group: 'Everywhere',
      always: true,
      run: () => setPalette((open) => !open),
    },
    { keys: '?', label: 'This list of keys', group: 'Everywhere', run: () => setSheet(true) },
    { keys: '/', label: 'Search', group: 'Everywhere', run: () => void navigate({ to: '/' }) },
    {
      keys: 'z',
      label: 'Undo what was done last',
      group: 'Everywhere',
      run: () => void undoLast(),
    },
    { keys: 't', label: 'Time bar', group: 'Everywhere', run: () => setTimeOpen((open) => !open) },
    ...places.map((place) => ({
      keys: `g ${place.key}`,
      label: place.label,
      group: 'Go to',
      run: () => void navigate({ to: place.to }),
    })),
  ]);
  return (
    <div className="grid h-full grid-rows-[auto_1fr_auto] sm:grid-cols-[13.5rem_1fr] sm:grid-rows-[1fr]">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2"
      >
        Skip to content
      </a>
      <Sidebar
        onPalette={() => setPalette(true)}
        onSheet={() => setSheet(true)}
        onTime={() => setTimeOpen(true)}
      />
      <div
        className={cx(
          'flex min-h-0 min-w-0 flex-col overflow-hidden bg-surface sm:my-2 sm:mr-2 sm:rounded-lg sm:border',
          readOnly ? 'border-past-line ring-1 ring-past-line' : 'border-line',
        )}
      >
        <main
          id="main"
          tabIndex={-1}
          className="relative flex min-h-0 flex-1 flex-col overflow-hidden outline-none"
        >
          {connection === 'away' && (
            <p
              role="status"
              className="border-b border-past-line bg-past-soft px-4 py-1.5 text-past"
            >
              No connection: what you see may have changed meanwhile.
            </p>
          )}
          <Outlet />
        </main>
        {(timeOpen || readOnly) && (
          <TimeBar
            onClose={() => {
              setTimeOpen(false);
              if (readOnly) go(undefined);
            }}
          />
        )}
      </div>
      <Tabs />
      <Palette
        open={palette}
        onClose={() => setPalette(false)}
        onSheet={() => setSheet(true)}
        onTime={() => setTimeOpen(true)}
      />
      <ShortcutSheet open={sheet} onClose={() => setSheet(false)} />
    </div>
  );
}

interface SidebarProps {
  onPalette: () => void;
  onSheet: () => void;
  onTime: () => void;
}

function Sidebar({ onPalette, onSheet, onTime }: SidebarProps) {
  return (
    <header className="flex items-center gap-1 px-3 py-2 sm:flex-col sm:items-stretch sm:py-3">
      <OrganizationMenu onSheet={onSheet} />
      <button
        type="button"
        onClick={onPalette}
        aria-label="Command palette"
        className="flex h-8 items-center gap-2 rounded-md px-2 text-ink-2 hover:bg-hover sm:mt-2 sm:mb-3 sm:border sm:border-line sm:bg-surface sm:shadow-card"
      >
        <Icon name="search" className="size-4 text-ink-3" />
        <span className="hidden flex-1 text-left sm:inline">Find or do …</span>
        <Key>Ctrl K</Key>
      </button>
      <nav aria-label="Main" className="hidden gap-0.5 sm:grid">
        {places.map((place) => (
          <Link
            key={place.to}
            to={place.to}
            activeOptions={{ exact: place.to === '/', includeSearch: false }}
            className="group flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-ink-2 hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:text-ink"
          >
            <Icon
              name={place.icon}
              className="size-4 text-ink-3 group-aria-[current=page]:text-accent-text"
            />
            <span className="flex-1">{place.label}</span>
            <span className="opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100">
              <Key>{`G ${place.key.toUpperCase()}`}</Key>
            </span>
          </Link>
        ))}
      </nav>
      <div className="hidden flex-1 sm:block" />
      <div className="flex items-center gap-1 sm:justify-between">
        <Button
          look="quiet"
          size="icon"
          aria-label="Time bar (T)"
          title="Time bar (T)"
          onClick={onTime}
        >
          <Icon name="clock" />
        </Button>
        <span className="hidden sm:block">
          <Button
            look="quiet"
            size="icon"
            aria-label="Keyboard shortcuts (?)"
            title="Keyboard shortcuts (?)"
            onClick={onSheet}
          >
            <span className="text-sm" aria-hidden>
              ?
            </span>
          </Button>
        </span>
        <ThemeButton />
      </div>
    </header>
  );
}

function ThemeButton() {
  const theme = useTheme();
  const label = theme === 'dark' ? 'Light colours' : 'Dark colours';
  return (
    <Button look="quiet" size="icon" aria-label={label} title={label} onClick={toggleTheme}>
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </Button>
  );
}

function OrganizationMenu({ onSheet }: { onSheet: () => void }) {
  const { user, organization } = useSession();
  const logout = useLogout();
  return (
    <Menu
      button={
        <button
          type="button"
          className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-md px-1.5 hover:bg-hover sm:flex-none"
        >
          <span className="grid size-6 shrink-0 place-items-center rounded-md bg-accent-fill text-xs font-semibold text-white">
            {organization.name.charAt(0).toUpperCase()}
          </span>
          <span className="min-w-0 truncate text-left font-semibold">{organization.name}</span>
          <Icon name="chevron" className="size-3.5 text-ink-3" />
        </button>
      }
    >
      <MenuLabel>
        <span className="flex items-center gap-2">
          <Avatar name={fullName(user)} />
          <span className="min-w-0">
            <span className="block truncate text-ink">{fullName(user)}</span>
            <span className="block truncate">{user.email}</span>
          </span>
        </span>
      </MenuLabel>
      <MenuSeparator />
      <MenuItem icon="sun" onSelect={toggleTheme}>
        Switch colours
      </MenuItem>
      <MenuItem icon="list" hint="?" onSelect={onSheet}>
        Keyboard shortcuts
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon="out" onSelect={() => void logout()}>
        Log out
      </MenuItem>
    </Menu>
  );
}

const tab =
  'grid h-13 place-items-center content-center gap-0.5 text-2xs text-ink-3 aria-[current=page]:text-accent-text';

/** The navigation of a telephone: under the thumb. */
function Tabs() {
  const navigate = useNavigate();
  return (
    <nav
      aria-label="Main"
      className="grid auto-cols-fr grid-flow-col border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {places
        .filter((place) => place.thumb)
        .map((place) => (
          <Link
            key={place.to}
            to={place.to}
            activeOptions={{ exact: place.to === '/', includeSearch: false }}
            className={tab}
          >
            <Icon name={place.icon} className="size-5" />
            {place.label}
          </Link>
        ))}
      <Menu
        button={
          <button type="button" className={tab}>
            <Icon name="menu" className="size-5" />
            More
          </button>
        }
      >
        {places
          .filter((place) => !place.thumb)
          .map((place) => (
            <MenuItem
              key={place.to}
              icon={place.icon}
              onSelect={() => void navigate({ to: place.to })}
            >
              {place.label}
            </MenuItem>
          ))}
      </Menu>
    </nav>
  );
}
