import type { IconName } from '@/ui/icon';

/** Where one can go from anywhere: by the navigation, the palette, or "g" and a key. */
export interface Place {
  to:
    | '/'
    | '/board'
    | '/projects/board'
    | '/tasks'
    | '/deals'
    | '/contacts'
    | '/companies'
    | '/campaigns'
    | '/analytics'
    | '/imports'
    | '/settings';
  label: string;
  icon: IconName;
  key: string;
  /** Among the few that a telephone has room for. */
  thumb?: boolean;
}

export const places: Place[] = [
  { to: '/', label: 'Search', icon: 'search', key: 's', thumb: true },
  { to: '/tasks', label: 'My day', icon: 'day', key: 't', thumb: true },
  { to: '/board', label: 'Board', icon: 'board', key: 'b', thumb: true },
  { to: '/projects/board', label: 'Projects', icon: 'project', key: 'p', thumb: true },
  { to: '/deals', label: 'Deals', icon: 'deal', key: 'd' },
  { to: '/contacts', label: 'Contacts', icon: 'contact', key: 'c' },
  { to: '/companies', label: 'Companies', icon: 'company', key: 'o' },
  { to: '/campaigns', label: 'Campaigns', icon: 'campaign', key: 'm' },
  { to: '/analytics', label: 'Analytics', icon: 'chart', key: 'a' },
  { to: '/imports', label: 'Imports', icon: 'upload', key: 'i' },
  { to: '/settings', label: 'Settings', icon: 'gear', key: 'e' },
];
