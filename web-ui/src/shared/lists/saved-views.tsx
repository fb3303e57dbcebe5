import { useQuery } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api, type Schemas } from '@/api/client';
import { parseSearch, stringifySearch, type UrlSearch } from '@/lib/url-search';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/ui/menu';
import { useSession } from '../session';
import { Sheet } from '../sheet';
import { useAct } from '../use-act';

export type Listed = Schemas['NewSavedView']['resource'];

/** What of an address is the view itself, and not where in it or in time somebody is. */
function viewOf(search: UrlSearch): string {
  const passing = ['page', 'new', 'asOf', 'effectiveAt'];
  const kept = Object.entries(search).filter(([name]) => !passing.includes(name));
  return stringifySearch(Object.fromEntries(kept)).replace(/^\?/, '');
}

/** Lists as they were narrowed and sorted before, under the names that somebody gave them. */
export function SavedViews({ resource }: { resource: Listed }) {
  const navigate = useNavigate();
  const search = useRouterState({ select: (state) => state.location.search as UrlSearch });
  const { user } = useSession();
  const act = useAct('saved-views');
  const [saving, setSaving] = useState(false);
  const views = useQuery({
    queryKey: ['saved-views', resource],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/saved-views', {
          signal,
          params: { query: { resource: [resource], pageSize: 100 } },
        }),
      ),
    staleTime: 5 * 60_000,
  });
  const here = viewOf(search);
  const all = views.data?.data ?? [];
  const current = all.find((view) => view.query === here);
  const mayRemove = (view: Schemas['SavedView']) =>
    view.ownerId === user.id || user.role === 'OWNER' || user.role === 'ADMIN';
  const open = (query: string) =>
    void navigate({ to: '.', search: parseSearch(query) as UrlSearch });
  const remove = ({ id, name, query, shared }: Schemas['SavedView']) =>
    void act(
      () => answer(api.DELETE('/api/saved-views/{id}', { params: { path: { id } } })),
      `${name} removed`,
      () => answer(api.POST('/api/saved-views', { body: { resource, name, query, shared } })),
    );
  return (
    <>
      <Menu
        button={
          <Button className={current && 'border-accent text-accent-text'}>
            <Icon name="list" className="size-3.5" />
            {current?.name ?? 'Views'}
          </Button>
        }
      >
        {all.length === 0 && (
          <MenuLabel>Narrow or sort the list, and keep it under a name.</MenuLabel>
        )}
        {all.map((view) => (
          <MenuItem
            key={view.id}
            checked={view.id === current?.id}
            icon={view.shared ? 'contact' : undefined}
            onSelect={() => open(view.query)}
          >
            {view.name}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem
          icon="plus"
          refused={here ? undefined : 'Nothing is narrowed or sorted.'}
          onSelect={() => setSaving(true)}
        >
          Save this view …
        </MenuItem>
        {current && mayRemove(current) && (
          <MenuItem icon="close" onSelect={() => remove(current)}>
            Remove {current.name}
          </MenuItem>
        )}
        {current && (
          <MenuItem icon="left" onSelect={() => open('')}>
            Everything
          </MenuItem>
        )}
      </Menu>
      {saving && (
        <Sheet
          title="Save this view"
          action="Save"
          onClose={() => setSaving(false)}
          onDone={() => void act(() => Promise.resolve(), 'View saved')}
          run={(form) =>
            answer(
              api.POST('/api/saved-views', {
                body: {
                  resource,
                  name: String(form.get('name')).trim(),
                  query: here,
                  shared: form.get('shared') === 'on',
                },
              }),
            )
          }
        >
          {(errors) => (
            <>
              <Field label="Name" name="name" autoFocus maxLength={100} error={errors['name']} />
              <label className="flex items-center gap-2">
                <input type="checkbox" name="shared" /> Everybody here sees it
              </label>
            </>
          )}
        </Sheet>
      )}
    </>
  );
}
