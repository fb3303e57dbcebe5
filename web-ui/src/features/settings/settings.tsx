import { word } from '@/lib/url-search';
import { useUrlState } from '@/shared/url-state';
import { Tabs } from '@/ui/tabs';
import { Account } from './account';
import { Fields } from './fields';
import { OrganizationSettings } from './organization';
import { Pipelines } from './pipelines';
import { Showrooms } from './showrooms';
import { Team } from './team';

/** What is set once and for everybody, and for oneself. */
export function Settings() {
  const [section, change] = useUrlState((search) => word(search['section']) ?? 'organization');
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex h-13 items-center border-b border-line px-4">
        <h1 className="text-base font-semibold">Settings</h1>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-3xl px-4 py-4">
          <Tabs
            label="Settings"
            current={section}
            onChange={(key) =>
              change({ section: key === 'organization' ? undefined : key }, { replace: true })
            }
            tabs={[
              {
                key: 'organization',
                label: 'Organization',
                content: <OrganizationSettings />,
              },
              { key: 'team', label: 'Team', content: <Team /> },
              { key: 'showrooms', label: 'Showrooms', content: <Showrooms /> },
              { key: 'pipelines', label: 'Pipelines', content: <Pipelines /> },
              { key: 'fields', label: 'Fields', content: <Fields /> },
              { key: 'account', label: 'My account', content: <Account /> },
            ]}
          />
        </div>
      </div>
    </div>
  );
}
